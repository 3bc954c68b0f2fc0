# Hoy: a quién contactar y por qué.
today-reading = Leyendo la cartera…
today-filter = Filtro
today-filter-unclear = el filtro no se entiende
today-of = { INT($n) } de { INT($all) }
today-good-morning = { $known ->
    [0] Buenos días.
   *[other] Buenos días, { $name }.
  }
today-good-afternoon = { $known ->
    [0] Buenas tardes.
   *[other] Buenas tardes, { $name }.
  }
today-good-evening = { $known ->
    [0] Buenas noches.
   *[other] Buenas noches, { $name }.
  }
today-heading = { $n ->
    [0] Hoy no hay nadie por contactar.
    [one] 1 cliente por contactar hoy, { $length }.
   *[other] { INT($n) } clientes por contactar hoy, { $length }.
  }
today-heading-brief = { INT($n) } por contactar:
today-minutes = unos { INT($n) } min
today-hours = unas { INT($n) } h
today-queue = Para hoy { INT($n) }
today-order = por urgencia
today-nobody = Todavía no hay ningún cliente. En la lista de clientes (2), «i» importa un archivo y «n» escribe el primero.
today-empty = Hoy no hay nadie a quien contactar: nada prometido, nadie a quien le toque comprar, nadie que recuperar. Con «a» se agenda un contacto desde la lista de clientes (2).
today-none-found = Nadie de la lista de hoy cumple el filtro. Esc lo quita.
today-marked = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }
today-column-customer = Cliente
today-column-stage = Etapa
today-column-why = Por qué hoy
today-column-phone = Teléfono
today-column-stake = { $currency }/año
today-sources = De dónde salen
today-total = Total
today-reason-promised = Prometidos para hoy
today-reason-overdue = Seguimientos vencidos
today-reason-due-by-rhythm = Toca comprar (su ritmo)
today-reason-at-risk = En riesgo (su ritmo)
today-reason-bought-once = Compró una vez, no volvió
today-reason-winback = Recuperar perdidos
today-reason-offer-expiring = Ofertas que caducan
today-reason-prospect = Prospectos, por parecido
today-reason-promised-brief = { INT($n) } prom.
today-reason-overdue-brief = { INT($n) } venc.
today-reason-due-by-rhythm-brief = { INT($n) } toca
today-reason-at-risk-brief = { INT($n) } riesgo
today-reason-bought-once-brief = { INT($n) } «1 vez»
today-reason-winback-brief = { INT($n) } recup.
today-reason-offer-expiring-brief = { INT($n) } ofert.
today-reason-prospect-brief = { INT($n) } prosp.
today-why-promised = prometido hoy
today-why-promised-at = prometido { $at }
today-why-overdue = vencido hace { INT($days) } d
today-why-due-by-rhythm = { $days ->
    [0] toca comprar hoy
   *[other] toca comprar (+{ INT($days) } d)
  }
today-why-at-risk = en riesgo (+{ INT($days) } d)
today-why-bought-once = { $days ->
    [0] compró 1 vez
   *[other] compró 1 vez (+{ INT($days) } d)
  }
today-why-winback = perdido hace { INT($days) } d
today-why-winback-now = recuperar: toca hoy
today-why-offer-expiring = { $days ->
    [0] oferta: caduca hoy
    [1] oferta: caduca mañana
   *[other] oferta: caduca en { INT($days) } d
  }
today-why-prospect = prospecto
today-why-prospect-like = prospecto, parec. { $lift }
today-month = Así va el mes
today-month-revenue = Ventas
today-month-contacts = Contactos
today-month-new = Altas
today-month-recovered = Vuelven
today-month-lost = Se van
today-tomorrow = Agendados mañana
today-copied = Copiado: { $text }
today-no-phone = Este cliente no tiene teléfono anotado.
today-excluded-archived = { INT($n) } archivados, fuera
today-excluded-do-not-call = { INT($n) } «no llamar más», fuera
today-excluded-definitive = { INT($n) } definitivos, fuera
today-excluded-passive = { INT($n) } de contacto pasivo, fuera
today-excluded-objection = { INT($n) } no quieren ser contactados
today-excluded-no-basis = { INT($n) } sin permiso
today-excluded-robinson = { INT($n) } en lista Robinson
today-excluded-complaint = { INT($n) } con queja abierta
today-excluded-pressure = { INT($n) } ya contactados bastante
today-excluded-hours = { INT($n) } hoy no se les llama
today-excluded-unreachable = { INT($n) } sin forma de contactar
today-more-brief = { INT($n) } más
today-excluded-all = { INT($n) } fuera (w: por qué)
today-excluded-nobody = nadie
today-explain-title = Lista de hoy
today-explain-rule = Regla
today-explain-rule-text = Cada cliente sale una sola vez, con su motivo más urgente: contacto prometido para hoy; prometido y vencido; le toca comprar según su propio ritmo (más de 1 vez su intervalo medio) o está en riesgo (más de 2); compró una sola vez y no volvió; perdido con un paso de recuperación pendiente; una oferta que caduca; y quien aún no ha comprado y admite que se le busque.
today-explain-order = Orden
today-explain-order-text = Por urgencia del motivo; dentro de él, por hora prometida, los vencidos de la clase A antes que los demás, y por dinero en juego (ventas de los 12 meses hasta su última compra). Los prospectos, por parecido. Empates: el contacto más antiguo.
today-explain-likeness = Parecido
today-explain-likeness-text = De un prospecto: cuánto más frecuentes son sus datos (actividad, zona, ingresos, generación, ocasión, beneficio, origen) entre los clientes de la clase A que entre todos, multiplicado; 1 es como cualquiera.
today-explain-excluded = Quedan fuera
today-explain-period = Corte
today-explain-period-text = { $day }. Quien fue contactado en los últimos 14 días no sale por su ritmo.
today-explain-rows = Filas
today-explain-rows-text = { INT($n) }
today-why-overdue-best = clase A, vencido { INT($days) } d
today-why-late-best = clase A, tarda { INT($days) } d
today-overdue-a = ! A sin contacto > { INT($days) } d
today-overdue-a-listed = Clase A sin contacto a tiempo
today-late-a = ! A que se retrasan
today-key-call = llamar
