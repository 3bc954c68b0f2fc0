# Llamar uno a uno por una lista.
calls-title-today = Llamadas de hoy
calls-title-list = Llamadas: { $what }
calls-progress = { INT($done) } de { INT($all) } hechas
calls-sold = { $n ->
    [one] 1 venta { $amount }
   *[other] { INT($n) } ventas { $amount }
  }
calls-interested = { $n ->
    [one] 1 interesado
   *[other] { INT($n) } interesados
  }
calls-arrivals = { $n ->
    [one] + 1 nuevo
   *[other] + { INT($n) } nuevos
  }
calls-goal = meta { INT($n) }/{ INT($goal) }
calls-queue = Cola { INT($n) }
calls-column-customer = Cliente
calls-column-why = Motivo
calls-empty = No hay nadie en esta lista.
calls-tag-promised = prom.
calls-tag-overdue = venc.
calls-tag-due-by-rhythm = toca
calls-tag-at-risk = riesgo
calls-tag-bought-once = 1 vez
calls-tag-winback = recup.
calls-tag-offer-expiring = oferta
calls-tag-prospect = prosp.
calls-why-prospect = prospecto; parecido a los mejores { $lift }: { $what }
calls-call = LLAMAR A
calls-why = POR QUÉ AHORA
calls-last = ÚLTIMA VEZ
calls-promise = PROMETIDO
calls-value = VALOR
calls-mind = OJO
calls-why-list = está en esta lista
calls-best-hour = mejor hora { $from }–{ $to } h
calls-quote = «{ $text }»
calls-year = { $amount }/12 m
calls-clv = CLV { $amount }
calls-orders = { $n ->
    [one] 1 pedido
   *[other] { INT($n) } pedidos
  }
calls-never = no llamar nunca más
calls-no-phone = sin teléfono que valga
calls-wrong-phone = { $phones }: erróneo
calls-shared = mismo teléfono que { $names }
calls-case = queja abierta desde { $day }: { $text }
calls-bought-since = ha comprado desde que se hizo la lista
calls-unanswered = { $n ->
    [one] la última vez no contestó
   *[other] { INT($n) } llamadas seguidas sin contestar
  }
calls-clock = allí son las { $time } · { $may }
calls-may = se le puede llamar
calls-may-not = no se le llama
calls-may-not-now = ahora no se le llama
calls-closed-early = todavía no es hora de llamar
calls-closed-late = ya no es hora de llamar
calls-closed-weekend = fin de semana: no se llama a particulares
calls-closed-holiday = festivo: no se llama a particulares
calls-moved-early = antes no se llama
calls-moved-late = tan tarde no se llama
calls-moved-weekend = en fin de semana no se llama
calls-moved-holiday = en festivo no se llama
calls-bar-objection = no quiere que se le contacte
calls-bar-no-basis = sin permiso para contactarle
calls-bar-do-not-call = no llamar nunca más
calls-bar-robinson = en una lista Robinson
calls-bar-pressure = ya se le ha contactado bastante
calls-bar-hours = hoy no se le llama
calls-bar-complaint = tiene una queja abierta
calls-bar-unreachable = sin forma de contactar
calls-barred = No se anota ninguna llamada: { $why }.
calls-offer = Ofrecer
calls-offer-key = o a la próxima llamada
calls-offer-none = Nada que ofrecer con bastante seguridad.
calls-offer-because = { $n } de { $all } · con { $product }
calls-offer-margin = marg. { $share }
calls-how = ¿Cómo ha ido?
calls-how-hint = n b m x se guardan al momento · u deshace
calls-write-hint = Intro sigue y al final guarda · Ctrl+S ya · Esc lo quita
calls-reason-hint = una cifra lo guarda · Esc lo quita
calls-sure-hint = Intro confirma · Esc lo deja
calls-key-no-answer = No contesta
calls-key-busy = Comunica
calls-key-message = Mensaje
calls-key-wrong-number = Nº erróneo
calls-key-interested = Interesado
calls-key-sale = Sí, compra
calls-key-postpone = Posponer
calls-key-refused = Rechaza
calls-key-fault = Queja
calls-key-never = Nunca más
calls-f-why = Por qué ahora
calls-f-note = Nota
calls-f-amount = Importe
calls-f-next = Próximo
calls-f-reason = Motivo
calls-kept = Lo escrito queda guardado: una tecla de resultado lo abre.
calls-why-missing = Hay que decir por qué se llama fuera de horario.
calls-reason-missing = Falta el motivo: una cifra.
calls-amount-none = El importe tiene que ser mayor que cero.
calls-override-note = [Fuera de horario: { $why }]
calls-sure = Nadie volverá a llamar ni a escribir a { $name }, en ninguna lista. Intro lo confirma, Esc lo deja.
calls-templates = pr=Pide precio de|ll=Llamar más tarde|nd=No decide él; preguntar por|cat=Enviar catálogo|vis=Quiere una visita
calls-key-page = ficha
calls-key-queue = cola
calls-w-order = Orden
calls-w-order-text = El de la lista cuando se empezó; nada cambia de sitio mientras se llama. Quien llega después espera en el contador y «+» lo pone al final.
calls-w-done = Hechas
calls-w-done-text = { INT($done) } de { INT($all) }: clientes con algún contacto desde que se empezó la lista.
calls-w-outcomes = Resultados
calls-w-passed = Saltados
calls-w-hours = Horario
calls-w-hours-text = Particulares de { $from } a { $until }, hora de { $zone }; ni fines de semana ni festivos.
calls-w-hours-business = Es una empresa: sin horario legal.
calls-w-pressure = Contactos
calls-w-pressure-text = { INT($n) } de { INT($most) } como mucho en { INT($days) } días, entre todas las listas y campañas.
refusal-price = Precio
refusal-no-need = No lo necesita
refusal-competitor = Compra en otro sitio
refusal-service = Descontento con nosotros
refusal-not-now = Ahora no
refusal-other = Otro
case-resolve-title = Queja de { $name }
case-resolve-label = Cómo se resolvió
case-resolve-empty = Falta decir cómo se resolvió.
case-none = No tiene ninguna queja abierta.
form-calls = Ajustes de llamadas
form-calls-order = antes que «desde»
form-calls-zone = como Europe/Madrid
form-f-calls-from = Se llama desde
form-f-calls-until = Hasta
form-f-calls-zone = Zona horaria de aquí
form-f-calls-goal = Contactos al día (meta)
form-f-calls-pressure = Como mucho, contactos
form-f-calls-pressure-days = En estos días
form-f-calls-cooldown = Tras un rechazo, días en paz
form-f-calls-attempts = Llamadas seguidas sin contestar
form-f-calls-rest = Tras ellas, días en paz
inbound-title = ¿Quién llama?
inbound-who = Teléfono o nombre
inbound-how = Se busca mientras se escribe; Intro anota el contacto.
inbound-none = Nadie con eso. Intro lo da de alta.
stats-title = Llamadas
stats-span = últimas 13 semanas
stats-by-day = Por día
stats-by-week = Por semana
stats-by-seller = Por persona
stats-week = semana del { $day }
stats-nobody = sin nombre
stats-none = Todavía no se ha llamado a nadie.
stats-pace = /hora
stats-total = Total: { $dials } llamadas · { $contacts } contestadas ({ $share }) · { $orders } pedidos · { $money } · cumplidos { $kept }
stats-w-calls = Llamadas
stats-w-calls-text = Contactos por teléfono que empezamos nosotros; contestadas, aquellas en las que se habló con alguien.
stats-w-orders = Pedidos
stats-w-orders-text = Compras del día en que se llamó al cliente con resultado de venta, y su importe.
stats-w-pace = Por hora
stats-w-pace-text = Llamadas entre las horas que van de la primera a la última de cada persona y día.
stats-w-kept = Cumplidos
stats-w-kept-text = Seguimientos que tocaban en el periodo, y aquellos con un contacto ese día o el siguiente como tarde.
