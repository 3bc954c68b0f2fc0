# Ficha de un cliente y formularios.
page-customers = Clientes
page-overview = Resumen
page-purchases = Compras
page-contacts = Contactos
page-notes = Notas
page-history = Historial
page-place = { $turn ->
    [1] { $at } de { $all } (↑↓ ant./sig.)
   *[other] { $at } de { $all }
}
page-wait = …
page-gone = Este cliente ya no existe. Esc vuelve a la lista.

page-identity = Identidad
page-value = Valor
page-rhythm = Ritmo de compra
page-products = Lo que más compra
page-activity = Actividad reciente
page-winback = Recuperación
page-open-hint = Tab: elegir · Intro: abrir
page-explain-hint = { $key } ¿de dónde sale?

page-stage = Etapa

page-no-labels = sin etiquetas
page-archived = Archivado: no sale en las listas
page-do-not-call = No contactar desde { $day }
page-seasonal-since = De temporada desde { $day }
page-since = Cliente desde { $day }
page-since-never = Sin fecha de alta
page-age = { $years ->
    [0] { $months } m
   *[other] { $years } a { $months } m
}
page-active = activo
page-inactive = inactivo
page-not-yet = aún no ha comprado
page-mobile = móvil
page-i-contact = Contacto
page-i-phone = Teléfono
page-i-email = Correo
page-i-place = Dirección
page-i-next = Próx. contacto
page-i-consent = Permiso
page-i-owner = Responsable
page-i-person = Perfil
page-i-code = Código
page-no-next = sin próximo contacto
page-consent-unknown = sin preguntar

page-v-revenue = Gasto 12 m
page-v-orders = Compras 12 m
page-v-total = Gasto total
page-v-first = Primera
page-v-last = Última
page-mean = media { $amount }
page-orders-all = { $n ->
    [one] { INT($n) } compra
   *[other] { INT($n) } compras
}
page-none-before = antes, nada
page-never-bought = Todavía no ha comprado.
page-every = cada { $days } d
page-last-ago = { $ago ->
    [hoy] última hoy
   *[other] última hace { $ago }
}
page-ago = { $ago ->
    [hoy] hoy
   *[other] hace { $ago }
}
page-due-on = le tocará el { $day }
page-due-since = le tocaba el { $day }
page-lost-since = desde el { $day }
page-lost-on = Se perdería el { $day }
page-lost-gap = plazo { $days } d sin comprar
page-no-rhythm = Sin compras no hay ritmo.
page-months = Gasto por mes
page-months-short = 12 meses
page-months-most = máx. { $amount }
page-product-orders = { $n ->
    [one] { INT($n) } compra
   *[other] { INT($n) } compras
}
page-no-products = Sin líneas de producto todavía.
page-no-activity = Nada todavía: c anota un contacto, p una compra.
page-mark-contact = T
page-document = Doc. { $number }

page-unverified = Sin comprobar: v lo comprueba
page-verified = comprobado { $day }
page-verified-by = por { $author }
page-no-reason = Sin causa: r la anota
page-definitive = Baja definitiva el { $day }
page-back-on = Volvería el { $day }
page-attempts = { $n ->
    [0] Sin intentos todavía
    [one] 1 intento
   *[other] { INT($n) } intentos
}
page-won-back = Recuperado el { $day } con { $amount }, tras un contacto nuestro
page-came-back = Volvió solo el { $day } con { $amount }

page-void = anulada
page-credit = abono
page-reversed = devuelta
page-imported = Viene de un fichero: no se edita aquí, pero se puede anular.
page-voided-first = Está anulada: devuélvala a válida antes de editarla.
page-purchases-year = Compras de los últimos 12 meses: { $n }
page-purchases-sums = total { $total } · 12 m { $year }
page-purchases-year-sum = 12 m { $year } · Esc: todas
page-no-purchases = Todavía no hay compras. Pulse p para anotar la primera.
page-no-purchases-year = Sin compras en los últimos 12 meses. Esc las muestra todas; p anota una.
page-no-contacts = Todavía no hay contactos anotados. Pulse c para anotar el primero.
page-no-notes = Todavía no hay notas. Pulse N para escribir la primera.
page-no-history = Aún no se ha cambiado nada de este cliente desde que llegó. Pulse e para editarlo.
page-next-is = próximo: { $next }
page-c-date = Fecha
page-c-number = Documento
page-c-lines = Líneas
page-c-items = Productos
page-c-amount = Importe
page-c-seller = Vendedor
page-c-when = Cuándo
page-c-how = Cómo
page-c-outcome = Resultado
page-c-note = Nota
page-c-author = Quién
page-c-next = Siguiente
page-c-text = Texto
page-c-what = Cambio
page-c-state = Estado
page-c-product = Producto
page-c-quantity = Cantidad
page-c-price = Precio
page-c-discount = Dto.
page-undone = deshecho
page-change = Cambio
page-note-of = Nota de { $author }
page-contact-with = Contacto con { $name }
page-document-total = Total { $amount }
page-lines = { $n ->
    [one] 1 línea
   *[other] { INT($n) } líneas
}
page-discounts = descuentos { $amount }
page-no-lines = Solo consta el total, sin líneas.
page-adjustment = Ajuste del documento
page-reversed-on = el { $day }, por un abono
page-d-channel = Canal
page-d-seller = Vendedor
page-d-reverses = Abono de
page-d-reversed = Devuelta
page-d-source = Procede de
page-d-note = Nota

page-copy = Copiar
page-copied = Copiado: { $value }
page-void-title = Anular compra
page-void-ask = ¿Anular el documento { $number }, de { $amount }?
page-void-ask-more = Deja de contar en todas las cifras. Se puede deshacer.
page-void-yes = Anular
page-unvoid-title = Compra anulada
page-unvoid-ask = ¿Devolver a válido el documento { $number }, de { $amount }?
page-unvoid-ask-more = Vuelve a contar en todas las cifras. Se puede deshacer.
page-unvoid-yes = Devolver a válida
page-dnc-title = No contactar más
page-dnc-ask = ¿No volver a contactar con { $name }?
page-dnc-more = Sale de Hoy y de las colas, por todos los canales. Se puede deshacer.
page-dnc-yes = No contactar
page-may-call-title = Volver a contactar
page-may-call-ask = ¿Se puede volver a contactar con { $name }?
page-may-call-more = Hágalo solo si el cliente lo ha pedido.
page-may-call-yes = Sí, se puede
page-seasonal-title = Cliente de temporada
page-seasonal-ask = ¿Marcar a { $name } como cliente de temporada desde hoy?
page-seasonal-more = Contará como perdido solo tras { $days } días sin comprar.
page-seasonal-proposed = Lo sugieren sus compras: casi todas en { $months }.
page-seasonal-unproposed = Sus compras, por sí solas, no lo sugieren.
page-seasonal-yes = Marcar
page-not-seasonal-title = Cliente de temporada
page-not-seasonal-ask = ¿Quitar a { $name } la marca de temporada?
page-not-seasonal-more = Su plazo vuelve a salir de su propio ritmo, no de { $days } días.
page-not-seasonal-yes = Quitar

page-direction-outbound = nosotros
page-direction-inbound = el cliente

page-w-value = Valor
page-w-formula = Fórmula
page-w-period = Período
page-w-from-to = del { $from } al { $to }
page-w-before = Año anterior
page-w-change = Variación
page-w-excluded = No cuenta
page-w-rows = Filas
page-w-mean = Media
page-w-inputs = Datos
page-w-states = Estados
page-w-lost = Pérdida
page-w-lost-day = Fecha
page-w-checked = Comprobado
page-w-recovered = Vuelta
page-w-sum = Suma
page-w-documents = { $n ->
    [one] 1 compra
   *[other] { INT($n) } compras
}
page-w-revenue-formula = Suma del importe neto de los documentos; los abonos restan en su día.
page-w-void-excluded = Documentos anulados.
page-w-orders-formula = Documentos de compra del período.
page-w-mean-formula = Gasto del período entre sus compras.
page-w-orders-excluded = Anulados, abonos y compras devueltas del todo.
page-w-gap-value = { $days } días entre compras
page-w-gap-formula = (días de la primera a la última compra + { $prior }) ÷ número de días con compra. Los { $prior } son un intervalo imaginado, para que pocas compras no engañen.
page-w-gap-inputs = { $n ->
    [one] 1 día con compra
   *[other] { INT($n) } días con compra
}
page-w-states-formula = Le toca al pasar un intervalo desde la última; se retrasa con uno y medio; en riesgo con dos.
page-w-lost-formula = Tras { $days } días sin comprar: { $times } intervalos, no menos de { $least } ni más de { $most } días.
page-w-lost-seasonal = De temporada: tras { $days } días sin comprar.
page-w-months-formula = Importe neto de cada mes natural; el último, hasta hoy.
page-w-recovered-formula = Una compra válida después de perdido; es mérito nuestro si llega en los 90 días siguientes a un contacto.
page-w-product-formula = Documentos en los que figura el producto, y el importe neto de sus líneas desde el principio.
page-w-activity-formula = Las últimas cinco compras y los últimos cinco contactos, por fecha.

page-field-code = Código
page-field-fax = Fax
page-field-archived = Archivado
page-field-robinson = En lista Robinson desde
page-field-do-not-call = No contactar desde
page-field-seasonal = De temporada desde
page-field-next-day = Próximo contacto
page-field-next-minute = Hora del contacto
page-field-origin = Origen
page-field-consent-phone = Permiso de teléfono
page-field-consent-email = Permiso de correo
page-field-consent-sms = Permiso de SMS
page-field-consent-post = Permiso de carta
page-field-finding = Comprobación
page-field-verified-on = Comprobado el
page-field-verified-by = Comprobado por
page-field-finding-note = Al comprobar
page-field-reason = Causa
page-field-detail = Detalle
page-field-back-on = Vuelve el
page-field-definitive-on = Baja definitiva
page-value-flag-0 = no
page-value-flag-1 = sí
page-value-consent-0 = sin preguntar
page-value-consent-1 = sí
page-value-consent-2 = no
page-field-amount = Importe
page-field-status = Estado
page-field-channel = Canal
page-field-direction = Sentido
page-field-outcome = Resultado
page-field-at = Momento
page-field-author = Quién

form-customer-new = Nuevo cliente
form-customer-edit = Editar cliente
form-purchase-new = Anotar compra
form-purchase-edit = Editar compra
form-contact-new = Anotar contacto
form-contact-edit = Editar contacto
form-note-new = Nueva nota
form-note-edit = Editar nota
form-agenda = Próximo contacto
form-agenda-many = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
}
form-f-name = Nombre
form-f-contact = Contacto
form-f-company = Empresa
form-f-tax-id = NIF
form-f-phone = Teléfono
form-f-mobile = Móvil
form-f-email = Correo
form-f-address = Dirección
form-f-city = Población
form-f-postal-code = Código postal
form-f-region = Provincia
form-f-country = País
form-f-zone = Zona
form-f-birth-year = Nacimiento
form-f-income = Ingresos
form-f-occasion = Ocasión
form-f-benefit = Qué busca
form-f-owner = Responsable
form-f-source = Origen
form-f-labels = Etiquetas
form-f-since = Cliente desde
form-f-next = Próx. contacto
form-f-next-note = Para qué
form-f-consents = Permisos
form-f-day = Fecha
form-f-time = Hora
form-f-total = Total
form-f-number = Número
form-f-way = Canal
form-f-seller = Vendedor
form-f-remark = Nota
form-f-text = Texto
form-f-said = Nota
form-f-channel = Canal
form-f-direction = Quién empezó
form-f-outcome = Resultado
form-f-product = Producto { $n }
form-f-quantity = { "  " }Cantidad { $n }
form-f-price = { "  " }Precio { $n }
form-f-discount = { "  " }Descuento { $n } %
form-consent-phone = tel
form-consent-email = correo
form-consent-sms = sms
form-consent-post = carta
form-optional = opcional
form-hint-list = Espacio: lista
form-hint-choose = ←→ elegir
form-hint-labels = nombre o letra, coma
form-hint-no-labels = aún no hay etiquetas
form-hint-next = +3d, lun 10, - nada
form-hint-next-note = de qué hablar
form-hint-since = hoy, ayer, 15 mar
form-hint-total = o rellene las líneas
form-hint-number = vacío: automático
form-hint-lines = si conoce el detalle
form-required = falta este dato
form-look-over = Falta algo o hay un dato que no se entiende: está señalado con «!».
form-similar = Puede ser el mismo:
form-similar-how = { $more ->
    [0] Tab hasta aquí e Intro: abrir ese · si no, se crea otro
    [one] Tab hasta aquí e Intro: abrir ese (hay 1 más) · si no, se crea otro
   *[other] Tab hasta aquí e Intro: abrir ese (hay { $more } más) · si no, se crea otro
}
form-restored = Recuperado lo que quedó sin guardar. «Cancelar» lo descarta.
form-kept = Queda como borrador: al volver a abrir este formulario estará como lo dejó.
form-bad-number = número no entendido
form-bad-decimals = demasiados decimales
form-bad-large = demasiado grande
form-bad-price = no puede ser negativo
form-bad-discount = entre 0 y 100
form-bad-phone = no parece un teléfono
form-phone-short = { $n ->
    [one] falta 1 cifra
   *[other] faltan { $n } cifras
}
form-bad-email = no parece un correo
form-bad-date = fecha no entendida
form-no-such-day = { $month } tiene { $last } días
form-no-such-month = no existe el mes { $month }
form-bad-time = no existe la hora «{ $text }»
form-past = el { $day } ya pasó
form-too-far = demasiado lejos
form-not-yet = todavía no ha llegado
form-bad-year = no parece un año
form-age = { $n ->
    [one] 1 año
   *[other] { $n } años
}
form-next-none = → sin próximo contacto
form-echo-never = → quedará «no contactar»
form-total-sum = → líneas: { $sum }
form-total-differs = las líneas suman { $sum }
form-total-credit = → abono de { $sum }
page-v-rfm = RFM
page-v-pareto = Pareto
page-v-place = { $rank }.º de { $all }
page-v-clv = Valor futuro
page-v-range = { $low }–{ $high }
page-clv-lost = sin previsión: perdido
page-clv-none = sin cifra: pocas repeticiones
page-clv-none-brief = aún sin cifra
page-class-high-yield = alto rendimiento
page-class-high-potential = alto potencial
page-class-steady = estable
page-class-below-zero = bajo cero
page-next-title = Próxima compra
page-next-expected = próxima, para el { $day } ({ $chance })
page-next-unexpected = no se espera otra compra
page-offers = Qué ofrecer
page-offer-right = grupo: { $group }
page-offer-everybody = todos
page-offer-product = Producto
page-offer-with = { $product } (con { $because })
page-offer-of = compran
page-offer-count = { $n } de { $all }
page-offer-lift = lift
page-offer-group = grupo
page-offer-margin = margen
page-offer-do-not-call = No se le llama, así que no se le puede ofrecer nada.
page-once = Compró una vez y no ha vuelto
page-once-no-reason = sin razón anotada («r»)
page-w-rfm-formula = Recencia, frecuencia y dinero de 1 a 5 entre todos los que compran en el periodo de los ajustes: 1 + ⌊5 · peores / clientes⌋; los iguales comparten nota. Con menos de 25 clientes, cortes fijos.
page-w-rfm-days = Días de compra
page-w-rfm-money = Ventas
page-w-pareto-formula = Por ventas del periodo, de más a menos: A mientras los de antes no llegan al 80 %, B hasta el 95 %, C el resto.
page-w-clv-formula = Compras esperadas cada mes × gasto esperado × margen, descontado al 1 % mensual, hasta el horizonte de los ajustes (36 meses).
page-w-range = Intervalo
page-w-range-text = de { $low } a { $high }, cuatro veces de cada cinco
page-w-alive = Sigue siendo cliente
page-w-expected = Días de compra en un año
page-w-spend = Gasto por día de compra
page-w-cost = Atenderle cuesta (12 m)
page-w-next-formula = Si sigue siendo cliente, el día para el que una compra es tan probable como no (mediana del modelo), y la probabilidad de que compre hasta entonces.
page-w-none-26 = No compra en 26 semanas
page-w-offer = Por qué
page-w-offer-rule = { $n } de { $all } que compran { $because } compran { $product }; lift { $lift }.
page-w-offer-formula = Cestas de los clientes en doce meses. Confianza = n(AB)/n(A). Lift = n(AB)·N/(n(A)·n(B)); más de 1 es más de lo que daría el azar. Con 5 clientes en común o más y significativo al 5 % (Fisher).
page-w-confidence = Confianza
page-w-offer-group = { $n } de { $all } del grupo lo compran
page-w-offer-excluded = Lo que ya ha comprado alguna vez y lo descatalogado.
