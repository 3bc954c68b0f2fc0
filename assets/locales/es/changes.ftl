# Cambios hechos, y por qué no se hizo algo. Los textos con -one son de una sola persona.

change-add-customer = Cliente añadido: { $name }
change-edit-customer = Ficha cambiada: { $name }
change-archive = { INT($n) } clientes archivados
change-archive-one = Archivado: { $name }
change-unarchive = { INT($n) } clientes recuperados del archivo
change-unarchive-one = Recuperado del archivo: { $name }
change-next = Próximo contacto de { INT($n) } clientes: { $day }
change-next-one = Próximo contacto con { $name }: { $day }
change-next-clear = { INT($n) } clientes sin próximo contacto
change-next-clear-one = Sin próximo contacto: { $name }
change-seasonal = De temporada: { $name }
change-not-seasonal = Ya no es de temporada: { $name }
change-do-not-call = No contactar nunca: { $name }
change-may-call = Se puede contactar de nuevo: { $name }
change-tag = Etiqueta «{ $label }» puesta a { INT($n) } clientes
change-tag-one = Etiqueta «{ $label }» puesta a { $name }
change-untag = Etiqueta «{ $label }» quitada a { INT($n) } clientes
change-untag-one = Etiqueta «{ $label }» quitada a { $name }
change-retag = Etiqueta «{ $label }» puesta y «{ $removed }» quitada a { INT($n) } clientes
change-retag-one = Etiqueta «{ $label }» puesta y «{ $removed }» quitada a { $name }
change-add-label = Etiqueta nueva: «{ $label }»
change-edit-label = Etiqueta cambiada: «{ $label }»
change-delete-label = Etiqueta borrada: «{ $label }» ({ $n ->
        [0] no la tenía nadie
        [one] la tenía un cliente
       *[other] la tenían { INT($n) } clientes
    })
change-add-purchase = Compra { $number } de { $name }: { MONEY($amount, $currency) }
change-add-purchase-anonymous = Compra { $number } sin cliente: { MONEY($amount, $currency) }
change-edit-purchase = Compra { $number } de { $name } cambiada
change-edit-purchase-anonymous = Compra { $number } sin cliente cambiada
change-void-purchase = Compra { $number } de { $name } anulada
change-void-purchase-anonymous = Compra { $number } sin cliente anulada
change-unvoid-purchase = Compra { $number } de { $name } vuelve a valer
change-unvoid-purchase-anonymous = Compra { $number } sin cliente vuelve a valer
change-log-contact = Contacto anotado con { $name }
change-call = { $name } · { $outcome ->
    [no_answer] No contesta
    [busy] Comunica
    [message] Mensaje
    [wrong_number] Número erróneo
    [sale] Compra
    [postpone] Llamar más tarde
    [refused] Rechaza
    [fault] Queja
    [never] Nunca más
   *[interested] Interesado
  }{ $when ->
    [day] { "" } → { $day }
    [time] { "" } → { $day } { $at }
   *[none] { "" }
  }
change-wrong-phone = Teléfono { $phone } de { $name }: erróneo
change-right-phone = Teléfono { $phone } de { $name }: vuelve a valer
change-robinson = Lista Robinson consultada: { $n ->
        [0] nadie de la cartera está en ella
        [one] un cliente está en ella
       *[other] { INT($n) } clientes están en ella
    }
change-action-new = Acción correctiva: { $what }
change-action-edit = Acción correctiva cambiada: { $what }
change-action-done = Acción correctiva hecha: { $what }
change-action-open = Acción correctiva abierta otra vez: { $what }
error-action-empty = Falta decir qué se hace.
error-unknown-action = No hay ninguna acción n.º { $id }.
change-open-case = Queja de { $name } anotada
change-resolve-case = Queja de { $name } resuelta
change-reopen-case = Queja de { $name } abierta otra vez
change-edit-contact = Contacto con { $name } cambiado
change-delete-contact = Contacto con { $name } borrado
change-add-note = Nota sobre { $name }
change-edit-note = Nota sobre { $name } cambiada
change-delete-note = Nota sobre { $name } borrada
change-add-statement = { $kind ->
    [benefit] Beneficio que busca { $name }
    [file] Archivo de { $name }
   *[fact] Dato sobre { $name }
}
change-edit-statement = { $kind ->
    [benefit] Beneficio que busca { $name }: cambiado
    [file] Archivo de { $name }: cambiado
   *[fact] Dato sobre { $name }: cambiado
}
change-delete-statement = Dato sobre { $name } borrado
change-add-field = Campo nuevo: «{ $field }»
change-edit-field = Campo cambiado: «{ $field }»
change-delete-field = Campo borrado: «{ $field }» ({ $n ->
        [0] no lo tenía nadie
        [one] lo tenía un cliente
       *[other] lo tenían { INT($n) } clientes
    })
change-scale = Puntuación «{ $scale }»: versión { $version }
change-scale-retired = Puntuación «{ $scale }»: fuera de uso
change-winback-verify = Pérdida verificada: { $name }
change-winback-unverify = Pérdida sin verificar de nuevo: { $name }
change-winback-reason = Motivo de la pérdida anotado: { $name }
change-winback-definitive = Baja definitiva: { $name }
change-winback-reopen = Vuelve a la cola de recuperación: { $name }
change-lift-plan = Plan de ascenso para { $name }
change-lift-edit = Plan de ascenso de { $name } cambiado
change-lift-close = Plan de ascenso de { $name } cerrado
change-lift-reopen = Plan de ascenso de { $name } abierto de nuevo
change-decide-incentive = Incentivar a { $name }
change-decide-passive = Dejar de invertir en { $name }: contacto pasivo
change-decision-review = Decisión sobre { $name } revisada
change-decision-reopen = Decisión sobre { $name } abierta de nuevo
change-rules = Límites del ciclo de vida cambiados
change-health-rules = Metas de salud del flujo cambiadas
change-profile-rules = Edades, uso y festivos cambiados
change-setting = Ajuste cambiado: { $key }
change-settings = Ajustes cambiados
change-import = Importado { $file }: { $customers ->
        [one] 1 cliente
       *[other] { INT($customers) } clientes
    }, { $purchases ->
        [one] 1 compra
       *[other] { INT($purchases) } compras
    }
change-batch = { INT($n) } cambios a la vez

error-name-required = Falta el nombre.
error-code-taken = El código { $code } ya es de { $name }. Elija otro o déjelo vacío.
error-unknown-customer = No hay ningún cliente n.º { $id }. Quizá se ha deshecho su alta.
error-unknown-label = No hay ninguna etiqueta n.º { $id }.
error-unknown-purchase = No hay ninguna compra n.º { $id }.
error-unknown-contact = No hay ningún contacto n.º { $id }.
error-unknown-case = No hay ninguna queja n.º { $id }.
error-phone-empty = Falta el número de teléfono.
error-unknown-note = No hay ninguna nota n.º { $id } de este cliente.
error-label-name-required = Falta el nombre de la etiqueta.
error-label-name-taken = Ya hay una etiqueta «{ $name }».
error-label-code-taken = La letra { $code } ya es de «{ $name }». Elija otra o déjela vacía.
error-label-code-long = La letra de una etiqueta tiene uno o dos caracteres.
error-label-colour = El color de una etiqueta va de 1 a 12.
error-next-minute = { $minute } no es un minuto del día.
error-contact-future = El { $day } aún no ha llegado: anote el contacto cuando se haya hecho, o póngalo como próximo contacto.
error-note-empty = La nota está vacía.
error-statement-empty = Falta el dato.
error-statement-future = El { $day } aún no ha llegado: un dato se sabe desde hoy o desde antes.
error-unknown-statement = No hay ningún dato n.º { $id }.
error-field-name = Falta el nombre del campo.
error-field-key = «{ $name }» no tiene letras ni cifras: elija otro nombre.
error-field-choices = Faltan los valores de la lista «{ $name }».
error-field-taken = Ya hay un campo «{ $name }».
error-unknown-field = No hay ningún campo propio «{ $field }».
error-field-value = «{ $value }» no vale para el campo «{ $field }».
error-scale-name = Falta el nombre de la puntuación.
error-scale-empty = A «{ $scale }» le falta qué puntúa.
error-unknown-scale = No hay ninguna puntuación «{ $scale }».
error-purchase-future = El { $day } queda a más de un año. Revise la fecha.
error-number-taken = Ya hay una compra con el número { $number }. Elija otro o déjelo vacío.
error-amount-too-large = El importe es demasiado grande.
error-line-product = A una línea le falta el producto.
error-already-void = La compra { $number } ya está anulada.
error-not-void = La compra { $number } no está anulada.
error-voided-by-source = La compra { $number } viene anulada de su origen; corríjala allí y vuelva a importar.
error-definitive-needs-reason = Antes de dar de baja a { $name }, anote el motivo.
error-plan-target = El objetivo tiene que ser un importe mayor que cero.
error-plan-deadline = El plazo tiene que ser el { $day } o después.
error-decision-review = Falta el día de la revisión.
error-unknown-plan = No hay ningún plan n.º { $id }.
error-unknown-decision = No hay ninguna decisión n.º { $id }.
error-setting-value = El valor del ajuste { $key } no sirve.
error-currency-fixed = La moneda no se puede cambiar cuando ya hay compras.

error-open-missing = No existe el archivo { $file }.
error-open-not-a-file = { $file } no es un archivo.
error-open-empty = { $file } está vacío: no es una cartera. No se ha tocado.
error-open-not-a-portfolio = { $file } no es una cartera. No se ha tocado.
error-open-damaged = { $file } está dañado ({ $what }). No se ha tocado; restaure una copia de seguridad.
error-open-newer = { $file } es de una versión más nueva del programa ({ $theirs }; esta lee hasta la { $ours }). Actualice el programa.
error-open-locked = { $file } lo está usando otro proceso ({ $pid }). Ciérrelo, o ábralo solo para leer.
error-open-busy = { $file } lo está usando otro proceso. Ciérrelo, o ábralo solo para leer.
error-open-network = { $file } está en un disco de red ({ $kind }), donde los datos pueden dañarse. Cópielo a un disco de este equipo.
error-open-exists = { $file } ya existe. No se ha tocado.
error-open-unwritable = No se puede usar { $file }: { $what }
error-open-unsafe = SQLite no garantiza la seguridad de los datos ({ $what }). No se ha abierto nada.
error-read = No se ha podido leer el archivo: { $detail }
error-stopped = Consulta interrumpida.
error-writer-gone = Ya no se puede guardar: el programa ha cerrado el archivo. Ciérrelo y ábralo de nuevo.
error-read-only = Abierto solo para leer.
error-read-only-held = Abierto solo para leer: otro proceso ({ $pid }) está escribiendo.
error-poisoned = El disco falló al guardar. No se escribe más hasta que se abra de nuevo el archivo.
error-bad-copy = La copia no ha pasado la comprobación ({ $what }) y no se ha guardado.
error-journal = El historial de cambios no se puede leer: { $what }
error-io = { $file }: { $what }
error-damaged = El archivo está dañado ({ $what }). Restaure una copia de seguridad.
error-busy = Otro proceso está usando el archivo. Pruebe otra vez.
error-disk-full = El disco está lleno. No se ha guardado el cambio; haga sitio y repítalo.
error-write-failed = No se ha podido guardar: { $what }

verify-integrity = Archivo dañado: { $what }
verify-reference = Una fila apunta a otra que no existe: { $what }
verify-facts = Las cifras del cliente n.º { $id } no salen de sus compras.
verify-amount = El importe de la compra { $number } no es la suma de sus líneas.
verify-status = El estado de la compra { $number } se contradice.
verify-name-key = El orden alfabético del cliente n.º { $id } es de otra versión.
verify-next = El próximo contacto del cliente n.º { $id } no tiene día.
verify-definitive = El cliente n.º { $id } está de baja definitiva sin motivo.
verify-words = El índice de palabras no coincide con lo que se dijo (entrada { $id }).
verify-check = Un dato comprobado del cliente n.º { $id } es de un campo que no se comprueba.
verify-value = Un campo propio del cliente n.º { $id } tiene un valor que no le vale.
verify-journal = El historial de cambios no se puede leer: { $what }
change-add-segment = Segmento guardado: «{ $name }»
change-edit-segment = Segmento cambiado: «{ $name }»
change-rename-segment = Segmento con otro nombre: «{ $name }»
change-delete-segment = Segmento borrado: «{ $name }»
error-segment-name-required = Falta el nombre del segmento.
error-segment-name-quote = El nombre de un segmento no lleva comillas.
error-segment-name-taken = Ya hay un segmento «{ $name }».
error-segment-gone = Ese segmento ya no existe.
error-segment-query = Ese filtro no se entiende.
error-segment-unreadable = El filtro del segmento «{ $name }» no se entiende.
error-segment-empty = Un segmento vivo necesita un filtro.
error-segment-unknown = No hay ningún segmento «{ $name }».
error-segment-cycle = El segmento «{ $name }» se contendría a sí mismo.
error-segment-used = El segmento «{ $name }» lo usa: cámbielo antes.
change-discontinue = Ya no se vende: { $name }
change-sell-again = Se vende otra vez: { $name }
change-launch = Lanzamiento: { $name }
change-not-launched = Ya no es lanzamiento: { $name }
error-unknown-product = No hay ningún producto n.º { $id }.
change-bundle = { $author ->
    [none] Traído un paquete
   *[other] Traído de { $author }
}: { $n ->
        [one] un cliente
       *[other] { INT($n) } clientes
    }
change-settle = Lo que ambos escribieron de { $name }: elegido
change-offer-new = Oferta { $number } de { MONEY($amount, $currency) } a { $name }
change-offer-edit = Oferta { $number } a { $name } cambiada: { MONEY($amount, $currency) }
change-offer-send = Oferta { $number } enviada a { $name }
change-offer-accept = { $name } aceptó { $number }: pedido de { MONEY($amount, $currency) }
change-offer-lose = Oferta { $number } a { $name } perdida
change-offer-invoice = Pedido de { $name } facturado: { MONEY($amount, $currency) }
change-offer-reopen = Oferta { $number } a { $name } otra vez sin decidir
change-campaign-begin = Campaña «{ $campaign }» empezada
change-campaign-edit = Campaña «{ $campaign }» cambiada
change-campaign-send = Campaña «{ $campaign }» enviada a { $n }
change-campaign-respond = { $name } respondió a «{ $campaign }»
change-campaign-unrespond = Sin respuesta de { $name } a «{ $campaign }»
change-campaign-close = Campaña «{ $campaign }» terminada
change-campaign-reopen = Campaña «{ $campaign }» sigue
change-campaign-delete = Campaña «{ $campaign }» borrada
change-handover = { $n } clientes reasignados a { $owner }
change-handover-one = { $name } reasignado a { $owner }
change-winback-dormant = { $name } duerme hasta que se vuelva a mirar
error-offer-number-taken = Ya hay una oferta { $number }. Ponga otro número, o ninguno.
error-offer-decided = La oferta { $number } está decidida. Ábrala antes de nuevo.
error-offer-not-won = La oferta { $number } no es un pedido. Solo se factura lo aceptado.
error-offer-invoiced = La oferta { $number } está facturada. Anule en su lugar la factura.
error-offer-negative = Una oferta no puede ser menor que cero.
error-unknown-offer = Ya no hay ninguna oferta { $id }.
error-campaign-nobody = No se contactaría a nadie. Elija a otros, u otro canal.
error-campaign-channel = Las campañas van por teléfono, correo electrónico o carta.
error-campaign-name = Una campaña necesita un nombre.
error-campaign-taken = Ya hay una campaña «{ $campaign }».
error-campaign-member = Esta campaña no contacta a { $name }.
error-unknown-campaign = Ya no hay ninguna campaña { $id }.
error-review-past = { $day } no es un día por venir.
error-script-place = El guion nombra { $place }, de lo que nada se sabe.
error-write-file = No se puede escribir { $file }: { $what }
error-bundle-content = El paquete trae un dato imposible ({ $what }). No entró nada.
error-unknown-conflict = No hay ningún campo que elegir con el número { $id }.
change-merge = { $other } y { $name } son ahora un solo cliente: { $name }
change-unmerge = { $other } vuelve a ser un cliente aparte de { $name }
change-different = { $name } y { $other } son dos clientes distintos
change-not-different = { $name } y { $other }: se volverá a preguntar si son el mismo
error-merge-same = Son el mismo cliente. Elija dos distintos.
error-merge-field = «{ $field }» no es un campo que se pueda elegir al unir dos clientes.
error-unknown-merge = El cliente n.º { $id } no está unido a ningún otro.
error-merge-chain = { $name } se unió a { $between }, que ya está unido a otro. Separe antes a { $between }.
verify-merged = El cliente n.º { $id } está unido a otro y sigue siendo cliente, o nadie dijo que sean uno.
error-open-older = { $file } es de una versión anterior del programa ({ $theirs }; esta es la { $ours }) y no se puede escribir para ponerlo al día. Cierre el otro programa que lo usa, o dé permiso de escritura.
change-verify-field = { $field ->
    [tax_id] NIF de { $name } comprobado
    [phone] Teléfono de { $name } comprobado
    [mobile] Móvil de { $name } comprobado
    [email] Correo de { $name } comprobado
    [address] Dirección de { $name } comprobada
    [postal_code] Código postal de { $name } comprobado
    [city] Población de { $name } comprobada
   *[birth_year] Año de nacimiento de { $name } comprobado
}
error-verify-empty = No hay nada que comprobar: { $field ->
    [tax_id] el NIF
    [phone] el teléfono
    [mobile] el móvil
    [email] el correo
    [address] la dirección
    [postal_code] el código postal
    [city] la población
   *[birth_year] el año de nacimiento
} de { $name } está en blanco. Escríbalo antes.
change-erase = Los datos de { $name } se han borrado. Sus ventas siguen en las cifras, sin nombre.
error-erased-already = Los datos del cliente n.º { $id } ya se borraron.
error-undo-erased = No se puede deshacer: de lo que trajo ese cambio se borraron los datos de alguien, y volverían.
verify-erased = Los datos del cliente n.º { $id } se borraron, y tiene datos todavía.
error-erased = Los datos del cliente n.º { $id } se borraron: ya no se puede anotar nada de él.
change-add-point = { $name }: { $value }, anotado
change-edit-point = { $name }: { $value }, cambiado
change-delete-point = { $name }: { $value }, quitado
error-point-value = «{ $value }» no puede ser { $kind ->
    [email] un correo
   *[other] un teléfono
}. Revíselo.
error-point-twice = { $value } ya está entre los contactos de { $name }.
error-unknown-point = No hay ninguna forma de contacto n.º { $id }.
