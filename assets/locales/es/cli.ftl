# Lo que responde la línea de órdenes. Las claves de cada clase (cli-stage-…) siguen las del JSON.

cli-stage-prospect = potencial
cli-stage-new = nuevo
cli-stage-adolescent = adolescente
cli-stage-mature = maduro
cli-stage-veteran = veterano
cli-stage-lost = perdido
cli-rhythm-on-time = a tiempo
cli-rhythm-due = le toca
cli-rhythm-late = se retrasa
cli-rhythm-at-risk = en riesgo
cli-rhythm-lost = perdido
cli-winback-unverified = por verificar
cli-winback-verified = verificado
cli-winback-explained = explicado
cli-winback-definitive = definitivo
cli-reason-price = precio
cli-reason-quality = calidad
cli-reason-delay = retrasos
cli-reason-service = trato
cli-reason-stock = sin existencias
cli-reason-error = errores nuestros
cli-reason-competitor-price = un competidor es más barato
cli-reason-competitor-offer = un competidor ofrece más
cli-reason-competitor-nearer = un competidor está más cerca
cli-reason-closed-down = cerró
cli-reason-moved = se mudó
cli-reason-no-need = ya no lo necesita
cli-reason-unknown = no se sabe
cli-channel-phone = teléfono
cli-channel-email = correo
cli-channel-post = carta
cli-channel-visit = visita
cli-channel-web = web
cli-channel-sms = SMS
cli-channel-fax = fax
cli-channel-social = red social
cli-channel-survey = encuesta
cli-outcome-no-answer = no contesta
cli-outcome-busy = comunica
cli-outcome-message = mensaje dejado
cli-outcome-wrong-number = número equivocado
cli-outcome-interested = interesado
cli-outcome-sale = venta
cli-outcome-postpone = más adelante
cli-outcome-refused = rechaza
cli-outcome-fault = queja
cli-outcome-never = nunca más
cli-status-credit = abono
cli-status-void = anulada
cli-status-reversed = devuelta

cli-column-id = Id
cli-column-code = Código
cli-column-name = Nombre
cli-column-stage = Etapa
cli-column-rhythm = Ritmo
cli-column-tags = Etiquetas
cli-column-last-purchase = Última compra
cli-column-orders = Compras
cli-column-revenue-12m = Venta 12 m
cli-column-revenue-total = Venta total
cli-column-next-contact = Próx. contacto
cli-column-last-contact = Últ. contacto
cli-column-phone = Teléfono
cli-column-owner = Responsable
cli-column-zone = Zona
cli-column-at-stake = En juego
cli-column-winback = Recuperación
cli-column-reason = Causa
cli-column-kind = Clase
cli-column-query = Filtro
cli-column-rfm = RFM
cli-column-pareto = Pareto
cli-column-clv-horizon = Valor futuro
cli-column-date = Fecha
cli-column-number = Número
cli-column-amount = Importe
cli-column-state = Estado
cli-column-products = Productos
cli-column-customers = Clientes
cli-column-size = Tamaño
cli-column-why = Por qué
cli-column-opening = Al empezar
cli-column-in = Entran
cli-column-out = Salen
cli-column-closing = Al acabar
cli-column-revenue = Venta
cli-column-value-closing = Valor anual

cli-list-count =
    { $count ->
        [0] Ninguno de { INT($total) }
       *[other] { INT($shown) } de { INT($count) } encontrados, { INT($total) } en total
    }
cli-drafts-none = No hay borradores.
cli-draft-form-customer-new = Cliente nuevo sin guardar
cli-draft-form-customer = Ficha de cliente sin guardar
cli-draft-form-purchase = Compra sin guardar
cli-draft-form-contact = Contacto sin guardar
cli-draft-form-note = Nota sin guardar
cli-draft-form-agenda = Próximo contacto sin guardar
cli-draft-form-label-new = Etiqueta nueva sin guardar
cli-draft-form-label = Etiqueta sin guardar
cli-draft-other = Formulario sin guardar
cli-show-title = { $name }  ({ $code }, #{ $id })  { $stage } { $rhythm }
cli-show-company = Empresa
cli-show-contact = Contacto
cli-show-phone = Teléfono
cli-show-email = Correo
cli-show-address = Dirección
cli-show-labels = Etiquetas
cli-show-owner = Responsable
cli-show-next = Próximo contacto
cli-show-worth =
    Valor: RFM { $rfm } «{ $segment }» · Pareto { $class }, puesto { $rank } de { $all }
cli-show-outlook =
    Valor futuro: { $clv } (entre { $low } y { $high }) · sigue siendo cliente con { $alive }
cli-show-no-purchases = Sin compras todavía.
cli-show-purchases =
    { $orders ->
        [one] Una compra
       *[other] { INT($orders) } compras
    }, la última { $last }; { $year } en 12 meses, { $total } en total

cli-today-promised = prometido para { $due }
cli-today-overdue =
    { $days ->
        [one] un día de retraso
       *[other] { $days } días de retraso
    }
cli-today-due-by-rhythm = le toca: { $silence } días sin comprar, suele hacerlo cada { $gap }
cli-today-at-risk = en riesgo: { $silence } días sin comprar, suele hacerlo cada { $gap }
cli-today-bought-once = compró una vez, hace { $silence } días
cli-today-winback = perdido: toca el siguiente paso para recuperarlo
cli-today-offer-expiring = su oferta caduca el { $due }
cli-today-prospect = prospecto, aún no ha comprado
cli-today-prospect-like = prospecto, parecido a los mejores { $lift }: { $what }
cli-today-count = { INT($shown) } de { INT($count) } por contactar hoy

cli-report-as-of = A { $day }
cli-flow-unassigned = solo abonos
cli-flow-anonymous = sin cliente
cli-verdict-entrants =
    { $state ->
        [bad] Entran menos de los que salen: { $part } frente a { $whole }.
        [good] Entran al menos tantos como salen: { $part } frente a { $whole }.
       *[none] No entró ni salió nadie.
    }
cli-verdict-leavers = Salieron { $part }.
cli-verdict-compensation =
    { $state ->
        [bad] Los que entran ({ $part }) no compensan a los que salen ({ $whole }): { $value } de al menos { $threshold }.
        [good] Los que entran ({ $part }) compensan a los que salen ({ $whole }): { $value } de al menos { $threshold }.
       *[none] No salió nadie a quien compensar.
    }
cli-verdict-new-to-adolescent =
    { $state ->
        [bad] Pocos nuevos siguen al año: { $part } de { $whole }, { $value } de al menos { $threshold }.
        [good] Bastantes nuevos siguen al año: { $part } de { $whole }, { $value } de al menos { $threshold }.
       *[none] Nadie cumplió su primer año.
    }
cli-verdict-adolescent-to-mature =
    { $state ->
        [bad] Pocos adolescentes llegan a maduros: { $part } de { $whole }, { $value } de al menos { $threshold }.
        [good] Bastantes adolescentes llegan a maduros: { $part } de { $whole }, { $value } de al menos { $threshold }.
       *[none] Hace un año no había adolescentes.
    }
cli-verdict-ageing =
    { $state ->
        [bad] Decaen demasiados maduros: { $part } de { $whole }, { $value } de como mucho { $threshold }.
        [good] Decaen pocos maduros: { $part } de { $whole }, { $value } de como mucho { $threshold }.
       *[none] Hace un año no había maduros.
    }
cli-verdict-mend =
    { $heads ->
        [one] Un cliente más lo arreglaría ({ $money }).
       *[other] { INT($heads) } clientes lo arreglarían ({ $money }).
    }
cli-winback-summary = { INT($detected) } perdidos según la regla · { INT($verified) } verificados · { INT($definitive) } definitivos · en 90 días volvieron { INT($recovered) } y hubo { INT($attempts) } intentos

cli-init-done = Hay una cartera vacía lista: { $file }
cli-verify-ok = { $file }: todo está en orden.
cli-verify-bad =
    { $count ->
        [one] Hay una cosa que no está en orden.
       *[other] Hay { INT($count) } cosas que no están en orden.
    } Deje el archivo como está y restaure una copia: cartera backups, cartera restore ARCHIVO.
cli-backup-done =
    { $customers ->
        [one] Copiado y comprobado: un cliente.
       *[other] Copiado y comprobado: { INT($customers) } clientes.
    }
cli-backup-daily-failed = No se pudo hacer la copia diaria: { $what }
cli-restore-done = La copia está en su sitio.
cli-restore-kept = La cartera como estaba se guarda en { $file }
cli-history-undone = (deshecho)
cli-undone = Deshecho: { $what }
cli-redone = Rehecho: { $what }
cli-recovered =
    { $count ->
        [one] Ha vuelto un cliente perdido.
       *[other] Han vuelto { INT($count) } clientes perdidos.
    }
cli-tag-confirm = Esto cambia { INT($count) } clientes. ¿Seguir? (sí/no)
cli-batch-done =
    { $count ->
        [one] Una orden hecha.
       *[other] { INT($count) } órdenes hechas.
    }
cli-config-good = { $file }: sin errores.
cli-config-mistakes =
    { $count ->
        [one] La configuración tiene un error; se usa el valor de fábrica. Véalo con: cartera config check
       *[other] La configuración tiene { $count } errores; se usan los valores de fábrica. Véalos con: cartera config check
    }

cli-error-output = No se pudo escribir la respuesta: { $what }
cli-error-clock = CARTERA_NOW dice «{ $text }»; escríbalo así: 2026-11-23T10:30.
cli-error-no-home = No hay carpeta personal donde guardar la cartera. Diga dónde: --db ARCHIVO
cli-error-no-terminal = El programa necesita un terminal. Sin él, use una orden: cartera --help
cli-error-read-only = No se escribió nada, como pedía --read-only.
cli-error-file = { $file }: { $what }
cli-error-config = { $file } tiene errores:
cli-error-answer = La cartera no respondió a lo que se preguntaba.
cli-error-currency = «{ $code }» no es una moneda. Escriba tres letras: EUR, USD, MXN…
cli-error-no-customer = No hay ningún cliente para «{ $text }».
cli-error-several = Hay { INT($count) } clientes para «{ $text }». Diga cuál con su código o #id:
cli-error-no-label = No hay ninguna etiqueta «{ $label }».
cli-error-label-sign = Escriba +{ $label } para poner la etiqueta o -{ $label } para quitarla.
cli-error-tag-unasked = Esto cambiaría { INT($count) } clientes. Añada --yes si es lo que quiere.
cli-error-tag-declined = No se cambió nada.
cli-error-field = No hay ningún campo «{ $field }».
cli-error-field-missing = Falta «{ $field }».
cli-error-value = «{ $value }» no vale para { $field }.
cli-error-line-first = «{ $field }» es de una línea: escriba antes product=…
cli-error-no-amount = Escriba amount=… o líneas (product=… quantity=… unit_price=…).
cli-error-amounts = amount es { $amount }, pero las líneas suman { $lines }.
cli-error-past = El { $day } ya ha pasado.
cli-error-nothing-to-undo = No hay nada que deshacer.
cli-error-nothing-to-redo = No hay nada que rehacer.
cli-error-on-line = Línea { $line }: { $what } Las anteriores están hechas.
cli-error-line = no se entiende: { $what }.
cli-error-quotes = hay una comilla sin cerrar.
cli-query-field = No hay ningún campo «{ $name }»{ $suggestion ->
        [none] .
       *[other] ; quizá { $suggestion }.
    }
cli-query-value = «{ $value }» no es uno de sus valores{ $suggestion ->
        [none] .
       *[other] ; quizá { $suggestion }.
    }
cli-query-number = «{ $value }» no es un número.
cli-query-date = «{ $value }» no es una fecha. Escríbala así: 2026-04-03, 3/4, +3d, lun o finmes.
cli-query-day = El mes { $month } no tiene día { $day }.
cli-query-missing = Falta un valor tras la comparación.
cli-query-compare = Las palabras no son mayores ni menores que otras.
cli-query-long = El filtro es demasiado largo o profundo.

cli-error-maps = Hay { $maps } mapas; escriba uno para todos los archivos o uno para cada uno.
cli-import-rows = { INT($rows) } filas
cli-import-left-out = (no se importa)
cli-import-unasked = { $file } parece «{ $preset }». Añada --yes para importarlo así; --preset NOMBRE o --map si es otra cosa.
cli-import-question = { $question } No se ha importado nada.
cli-import-proposal = { $file } parece «{ $preset }» ({ $encoding }, decimales { $decimal }, fechas { $dates }).
cli-import-counts = { $rows } filas, { $customers } clientes, { $purchases } compras, { $anonymous } líneas sin cliente, { $rejected } valores rechazados. Total { $total }.
cli-import-confirm = ¿Importarlo? (sí/no)
cli-import-refused = { $file }: hay { INT($count) } valores que no están bien y no se ha importado nada. Corríjalos, o añada --on-error skip para importar el resto.
cli-import-dry = Solo era una prueba: no se ha importado nada.
cli-import-report =
    { $file } ({ $preset }): { $rows ->
        [one] 1 fila
       *[other] { INT($rows) } filas
    }, { $lines ->
        [one] 1 línea de compra
       *[other] { INT($lines) } líneas de compra
    }
    Clientes: { $customers_new ->
        [one] 1 nuevo
       *[other] { INT($customers_new) } nuevos
    }, { $customers_updated ->
        [one] 1 cambiado
       *[other] { INT($customers_updated) } cambiados
    }, { $customers_unchanged ->
        [one] 1 igual
       *[other] { INT($customers_unchanged) } iguales
    }
    Compras: { $purchases_new ->
        [one] 1 nueva
       *[other] { INT($purchases_new) } nuevas
    }, { $purchases_updated ->
        [one] 1 cambiada
       *[other] { INT($purchases_updated) } cambiadas
    }, { $purchases_unchanged ->
        [one] 1 igual
       *[other] { INT($purchases_unchanged) } iguales
    }; { $cancelled ->
        [one] 1 anulada, devuelta, abono o sin importe
       *[other] { INT($cancelled) } anuladas, devueltas, abonos o sin importe
    }
cli-import-report-offers = Ofertas: { $new } nuevas, { $updated } cambiadas, { $unchanged } iguales; { $amount } en total. Todavía no son ventas.
cli-import-report-anonymous = Sin cliente: { $anonymous ->
        [one] 1 línea
       *[other] { INT($anonymous) } líneas
    }, { $anonymous_amount }
cli-import-report-rejected = Rechazado: { $rejected ->
        [one] 1 valor
       *[other] { INT($rejected) } valores
    }
cli-import-report-equal = Total del archivo { $total } = importado { $imported }, al céntimo
cli-import-report-total = Total del archivo { $total } = importado { $imported }{ $rejected ->
        [0] { "" }
       *[other] { " " }+ rechazado { $rejected_amount }
    }{ $refused ->
        [0] { "" }
       *[other] { " " }+ sin importar { $refused_amount }
    }
cli-import-say-decimal = Dígalo con --decimal , o --decimal .
cli-import-say-date-order = Dígalo con --date-order dmy o --date-order mdy.
cli-import-presets = Formatos:
cli-import-fields = Campos que conoce --map:
cli-error-screen = No se pudo usar la pantalla: { $what }
cli-calls-by-day = Día
cli-calls-by-week = Semana
cli-calls-by-seller = Quién
cli-calls-dials = Llamadas
cli-calls-contacts = Contestadas
cli-calls-rate = %
cli-calls-orders = Pedidos
cli-calls-revenue = Ventas
cli-calls-kept = Cumplidos
cli-calls-total = Total
cli-error-robinson-read = No se puede leer { $file }: { $why }.
cli-error-robinson-large = { $file } pasa de 256 MB: una lista Robinson no es tan grande.
cli-error-robinson-empty = En { $file } no hay ningún teléfono, correo ni NIF.
cli-error-erase-yes = Borrar los datos de { $name } no se puede deshacer. Si es lo que quiere, repita la orden con --yes.
cli-erase-backups = { $count ->
        [one] Una copia de seguridad anterior los tiene todavía; si se restaura, se vuelven a borrar.
       *[other] { INT($count) } copias de seguridad anteriores los tienen todavía; si se restauran, se vuelven a borrar.
    }
