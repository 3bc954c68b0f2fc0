# Recuperar: la cola de perdidos, por qué se fueron, quién ha vuelto.
winback-reading = Leyendo la cartera…
winback-tab-queue = Cola
winback-tab-reasons = Causas
winback-tab-returned = Vueltos
winback-filter = Filtro
winback-filter-unclear = el filtro no se entiende
winback-of = { INT($n) } de { INT($all) }
winback-only = solo { $state } · Esc quita
winback-marked = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }
winback-marks = { $n ->
    [one] 1 marcado
   *[other] { INT($n) } marcados
  }{ $hidden ->
    [0] {""}
   *[other] {" "}({ INT($hidden) } fuera del filtro)
  } · v, a y t valen para todos
winback-situation = Situación
winback-situation-right = clientes · { $currency }/año
winback-states-unverified = Por verificar
winback-states-verified = Verificados
winback-states-explained = Explicados
winback-states-definitive = Definitivos
winback-states-dormant = Dormidos
winback-code-unverified = ?
winback-code-verified = V
winback-code-explained = E
winback-code-definitive = D
winback-code-dormant = Z
winback-legend = ? por verificar  V verificado  E explicado  D definitivo  Z dormido
winback-legend-short = ? verificar V verificado E explicado D definitivo Z dormido
winback-figure-open = En la cola
winback-figure-total = Perdidos en total
winback-figure-recovered = Vueltos en 90 d
winback-rate = { INT($won) } de { INT($contacted) } contactados: { $share }
winback-rate-short = { $share }
winback-why = Por qué se fueron
winback-answered = { INT($n) } con razón
winback-answered-of = { INT($n) } de { INT($all) } perdidos con razón anotada
winback-no-reasons = Todavía no hay ninguna razón anotada. Con «r» se anota la del cliente bajo el cursor.
winback-queue = Cola
winback-queue-all = Todos los perdidos
winback-order = por valor recuperable ↓
winback-at-stake = en juego { $money }/año
winback-empty = No hay nadie perdido: todos compran a su ritmo. Los límites de «perdido» se ven con «e» en Ciclo (3).
winback-empty-state = Nadie está en esta situación. Esc vuelve a la cola.
winback-none-found = Nadie de la cola cumple el filtro. Esc lo quita.
winback-column-customer = Cliente
winback-column-silence = Silencio
winback-column-stake = { $currency }/año
winback-column-reason = Razón
winback-column-attempts = Int
winback-column-next = Próximo
winback-column-state = Situación
winback-column-side = De quién
winback-column-heads = Clientes
winback-column-back = Volvió
winback-column-amount = Compra { $currency }
winback-column-how = Cómo
winback-short-price = Precio
winback-short-quality = Calidad
winback-short-delay = Retrasos
winback-short-service = Trato
winback-short-stock = Sin género
winback-short-error = Error n.
winback-short-competitor-price = Más barato
winback-short-competitor-offer = Mejor oferta
winback-short-competitor-nearer = Más cerca
winback-short-closed-down = Cierre
winback-short-moved = Mudanza
winback-short-no-need = No necesita
winback-short-unknown = Sin causa
winback-foot-rule = «Perdido»: sin compra en { $k }× su ritmo, entre { INT($lo) } y { INT($hi) } días (Ciclo › Reglas)
winback-foot-rule-short = «Perdido»: { $k }× su ritmo, { INT($lo) }–{ INT($hi) } d
winback-foot-states = por verificar { $unverified } + verificados { $verified } + explicados { $explained } + definitivos { $definitive } + dormidos { $dormant } = { $all }
winback-detail = Cliente
winback-worth = { $years ->
    [0] { $money }/año
   *[other] { $money }/año · cliente { INT($years) } a
  }
winback-last = Compró el { $day } ({ $days })
winback-rhythm = Cada { INT($gap) } d; calla { INT($silence) } d: { $times }×
winback-not-verified = Por verificar (v)
winback-verified = { $known ->
    [0] { $finding }, visto { $day }
   *[other] { $finding }, visto { $day } por { $who }
  }
winback-quote = «{ $text }»
winback-label-worth = Valía
winback-label-reason = Razón
winback-label-attempts = Intentos
winback-label-next = Próximo
winback-label-phone = Teléfono
winback-no-reason = sin anotar (r)
winback-back-about = Puede volver hacia { $day }
winback-definitive-on = definitivo desde { $day }
winback-attempts = { $n ->
    [0] Sin intentos desde la pérdida
    [one] 1 intento desde la pérdida
   *[other] { INT($n) } intentos desde la pérdida
  }
winback-no-attempts = ninguno desde la pérdida
winback-no-next = nada agendado (a)
winback-no-phone-short = sin anotar
winback-no-phone = Este cliente no tiene teléfono anotado.
winback-consent = permiso: llamar { $phone } · correo { $email }
winback-never = No contactar, desde { $day }
winback-sides = De quién depende
winback-side-ours = Nuestra
winback-side-ours-note = se puede corregir
winback-side-competitor = De la competencia
winback-side-competitor-note = se lo llevó otro
winback-side-external = Ajena a todos
winback-side-external-note = cierre, mudanza…
winback-side-unknown = No se sabe
winback-side-unknown-note = se preguntó y no se sabe
winback-side-code-ours = nos.
winback-side-code-competitor = com.
winback-side-code-external = aje.
winback-side-code-unknown = —
winback-returned = Vueltos en los últimos 90 días
winback-returned-right = { $money } en la primera compra
winback-none-returned = Nadie perdido ha vuelto a comprar en los últimos 90 días. Cuando llegue la compra, aparecerá aquí por sí solo.
winback-how-contact = tras un contacto
winback-how-alone = por sí solo
winback-list-recovered = Vueltos en los últimos 90 días
winback-list-reason = Perdidos por: { $reason }
winback-verify-title = ¿Qué ha pasado con { $name }?
winback-verify-ask = Mire la ficha o llame; después elija.
winback-verify-truly-lost = Sigue en la cola. Lo siguiente es la razón (r) y un contacto (c).
winback-verify-duplicate = Sale de «por verificar»: compra con su otra ficha.
winback-verify-seasonal = Se marca de temporada y se mide con el plazo de temporada.
winback-verify-closed = Sale de «por verificar». La razón (r) dirá si cerró o se mudó.
winback-verify-other-name = Sale de «por verificar»: compra con otro nombre o NIF.
winback-verify-note = Nota (opcional)
winback-reason-title = Por qué se fue { $name }
winback-reason-title-definitive = Antes de darlo por perdido: por qué se fue { $name }
winback-detail-ours = Qué falló:
winback-detail-competitor = Qué competidor:
winback-detail-external = Detalle:
winback-detail-unknown = Qué dijo:
winback-detail-optional = opcional; Intro sigue
winback-loss-temporary = Temporal
winback-loss-temporary-note = puede volver
winback-loss-definitive = Definitiva
winback-loss-definitive-note = sale de la cola
winback-back-on = Puede volver hacia:
winback-back-on-optional = opcional: 15 mar, +60d, lun…  Intro guarda
winback-back-on-past = esa fecha ya ha pasado
winback-back-on-unclear = no es una fecha: 15 mar, +60d, lun…
winback-definitive-title = ¿Dar por perdido a { $name }?
winback-definitive-text = Razón anotada: { $reason }. Saldrá de la cola y de la lista de hoy; si compra, vuelve por sí solo.
winback-definitive-yes = Dar por perdido
winback-reopen-title = ¿Intentarlo de nuevo con { $name }?
winback-reopen-text = Vuelve a la cola con su razón y sus intentos.
winback-reopen-yes = Volver a la cola
winback-do-not-call-title = ¿No contactar más a { $name }?
winback-do-not-call-text = No saldrá en ninguna lista de contactos hasta que se quite esta marca.
winback-do-not-call-yes = No contactar más
winback-may-call-title = ¿Poder contactar de nuevo a { $name }?
winback-may-call-text = Está marcado «no contactar». Al quitar la marca vuelve a salir en las listas.
winback-may-call-yes = Quitar la marca
winback-explain-formula = Cómo se cuenta
winback-explain-formula-unverified = Clientes perdidos que nadie ha comprobado todavía.
winback-explain-formula-verified = Clientes perdidos comprobados por una persona: perdidos de verdad.
winback-explain-formula-explained = Clientes perdidos según la regla que tienen explicación: repetidos, de temporada, cerrados o con otro nombre.
winback-explain-formula-definitive = Clientes perdidos que se dieron por perdidos, con su razón.
winback-explain-formula-dormant = Clientes perdidos que se dejan en paz hasta un día; entonces vuelven a la cola.
winback-explain-formula-open = Todos los perdidos menos los definitivos.
winback-explain-formula-total = Todos los clientes en la etapa «perdido».
winback-explain-formula-recovered = Clientes que estaban perdidos y han vuelto a comprar. La compra los saca de la cola por sí sola.
winback-explain-formula-reason = Clientes perdidos con esta razón anotada.
winback-explain-lost = Perdido
winback-explain-lost-text = Sin compra durante más de { $k } veces su intervalo medio, nunca antes de { INT($lo) } días y siempre después de { INT($hi) }.
winback-explain-money = Dinero
winback-explain-money-text = Ventas netas de los 12 meses hasta su última compra.
winback-explain-rate = Recuperación
winback-explain-rate-text = { INT($won) } tras un contacto, de { INT($contacted) } contactados ({ INT($attempts) } intentos en 90 d)
winback-explain-period = Período
winback-explain-as-of = a { $day }
winback-explain-days = del { $first } al { $last }
winback-explain-left-out = Quedan fuera
winback-explain-left-out-text = los archivados y las compras anuladas
winback-explain-result = Filas
winback-explain-result-text = { INT($n) } clientes · { $money }
winback-tab-actions = Acciones
winback-actions = Acciones correctivas
winback-actions-right = { INT($n) } abiertas
winback-actions-hint = n nueva · d hecha · Intro: los perdidos · w: cómo se calcula
winback-actions-none = Todavía no hay ninguna acción. Con «n» se anota qué se hace con una razón, quién y para cuándo; hecha, se compara la pérdida por esa razón antes y después.
winback-c-action = Acción
winback-c-owner = Quién
winback-c-due = Para
winback-c-done = Hecha
winback-c-before = Antes
winback-c-after = Después
winback-action-formula = Perdidos por la razón al año, de los clientes activos al empezar: pérdidas × 365 ÷ (activos × días). Antes: el año hasta que se hizo (o hasta hoy); después: desde entonces, pasados 90 días. Quien volvió cuenta como activo.
winback-action-rate-text = { $rate } al año: { $n } de { $active } activos en { INT($days) } días
winback-action-soon = Se dirá 90 días después de hecha.
winback-key-action = nueva acción
winback-key-done = hecha
winback-key-lost = perdidos
form-action = Acción correctiva nueva
form-action-edit = Acción correctiva
form-f-loss-reason = Razón que corrige
form-f-what = Qué se hace
form-f-due = Para cuándo
winback-after = Recuperados en 2 años: { $won } · volvieron a comprar { $second } · perdidos otra vez en 180 d { $again } (n { $due })
winback-cost = { $attempts } intentos en 2 años: { $cost } de trabajo + { $given } en rebajas · { $each } por recuperado
winback-precision = De { $all } revisados, { $truly } lo estaban de verdad: acierta el { $rate }
winback-proposal = Vuelven solos: con k = { $k } no se habría dado por perdidos a { $spared } de { $alarms } · e lo cambia
winback-key-limits = límites
winback-propose-title = ¿Perdido con k = { $then } en vez de { $now }?
winback-propose-text = { $alarms } clientes volvieron sin que nadie los llamara en 90 días. Con { $then } veces su ritmo, { $spared } de ellos no se habrían dado por perdidos; los perdidos de verdad se verán algo más tarde. u lo deshace.
winback-propose-yes = Cambiar
