# Crecimiento, ascenso y dedicación: los paneles de Valor sobre lo que cambia y a quién se dedica el tiempo.
growth-tab = Crecimiento
growth-reading = Calculando…
growth-no-later = Este es el periodo más reciente.
growth-twelve = 12 meses hasta el { $day }
growth-bridge = De dónde sale el cambio
growth-versus = { $now } frente a { $before }
growth-margin-known = Margen: de las líneas con coste conocido
growth-margin-set = Margen: el de los ajustes (no se conoce el coste)
growth-column-driver = Factor
growth-column-before = Antes
growth-column-now = Ahora
growth-column-effect = Efecto { $currency }
growth-customers = Clientes activos
growth-frequency = Compras por cliente
growth-ticket = Ticket medio
growth-margin = Margen
growth-result = = Resultado
growth-arpc = Ventas por cliente
growth-of = { $what } · { $which }
growth-before-words = periodo anterior
growth-now-words = periodo actual
growth-effect-words = entre los dos periodos
growth-account = Cuenta del crecimiento (cuadra al céntimo)
growth-account-broken = Cuenta del crecimiento: NO CUADRA
growth-years = 12 meses hasta el { $day } frente a los 12 anteriores
growth-column-movement = Movimiento
growth-column-customers = Clientes
growth-column-amount = Importe { $currency }
growth-column-share = % inicial
growth-opening = Ventas iniciales
growth-new = + Clientes nuevos
growth-recovered = + Recuperados
growth-expansion = + Compran más
growth-contraction = − Compran menos
growth-lost = − Dejan de comprar
growth-level = = Compran igual
growth-closing = = Ventas finales
growth-shares = Retención y parte del gasto
growth-net-retention = Retención neta
growth-gross-retention = Retención bruta
growth-wallet = Parte del gasto
growth-net-words = lo que traen hoy los clientes del año anterior
growth-gross-words = lo mismo, sin contar lo que compran de más
growth-wallet-words = { $ours } de los { $spend } que gastan { $n ->
    [one] 1 cliente que lo dijo
   *[other] { INT($n) } clientes que lo dijeron
  }
growth-wallet-unknown = nadie ha dicho cuánto gasta al año; se anota en su ficha
growth-explain-formula = Fórmula
growth-explain-inputs = Datos
growth-explain-inputs-text = Compras válidas hasta el día de corte; un día de compra de un cliente es una compra. Las ventas son netas de abonos.
growth-explain-period = Periodo
growth-explain-windows = { $first } – { $last }, frente a { $before } – { $until }
growth-explain-days = { $first } – { $last }
growth-explain-left-out = Fuera
growth-explain-left-out-text = Documentos anulados y ventas sin cliente. Los clientes archivados cuentan.
growth-explain-rows = Filas
growth-explain-rows-text = Intro los lista uno a uno.
growth-explain-bridge = Resultado = clientes × compras por cliente × ticket × margen. La diferencia se reparte por la media logarítmica (LMDI, Ang 2004): L(V₁,V₀)·ln(x₁/x₀); los céntimos del redondeo van al mayor efecto. Si un factor es cero o negativo, cambian uno tras otro en ese orden; si en un periodo no compró nadie, todo es de clientes.
growth-explain-account = Inicial + nuevos + recuperados + compran más + compran menos + dejan de comprar = final, al céntimo. Nuevo: primera compra en los últimos 12 meses. Recuperado: compró antes, no en los 12 anteriores, y ahora sí. Los abonos de quien no compró cuentan en compran más o menos.
growth-explain-retention = Neta = (inicial + compran más + compran menos + dejan de comprar) / inicial. Bruta: sin lo que compran de más.
growth-explain-wallet = Ventas de 12 meses / gasto anual declarado en lo que vendemos, solo de quienes lo dijeron.
lift-tab = Ascenso
lift-heading = 12 meses hasta el { $day }
lift-almost = Casi A
lift-almost-n = Casi A: { $n ->
    [one] 1 cliente por debajo
   *[other] { INT($n) } clientes por debajo
  }
lift-threshold = umbral de A: { $amount } en 12 m
lift-almost-empty = Nadie está por debajo de la clase A. Hacen falta compras en los últimos 12 meses.
lift-column-customer = Cliente
lift-column-year = 12 m { $currency }
lift-column-gap = Falta { $currency }
lift-column-categories = Categ.
lift-column-trend = Tend.
lift-column-hint = Pista
lift-hint-big = compra como los A
lift-hint-lacks = le falta { $what }
lift-plans = Planes
lift-plans-n = Planes { INT($n) }
lift-plans-empty = Aún no hay planes. Con «n» sobre un cliente de «Casi A» se hace uno.
lift-plans-reached = Planes cumplidos
lift-column-target = Objetivo { $currency }
lift-column-so-far = Lleva { $currency }
lift-column-deadline = Plazo
lift-column-owner = Responsable
lift-column-state = Estado
lift-planned = por empezar
lift-reached = cumplido
lift-on-track = en camino
lift-behind = con retraso
lift-missed = no cumplido
lift-closed = cerrado ({ $state })
lift-new-plan = plan
lift-close-plan = cerrar
lift-kept = Sostener y consolidar
lift-sustain = Sostener
lift-consolidate = Consolidar
lift-breadth = Variedad
lift-goal = Meta
lift-sustain-listed = Dejan de comprar
lift-consolidate-listed = Siguen comprando
lift-breadth-listed = No llegan a la meta de variedad
lift-goal-listed = Llegan a la meta de variedad
lift-sustain-words = se van { INT($gone) } de { INT($all) }; { $money } ({ $share })
lift-consolidate-words = { INT($n) } siguen; categorías { $before } → { $now }
lift-breadth-words = { $mean } de { INT($sold) } categorías de media
lift-goal-words = { INT($n) } de { INT($all) } con { INT($goal) } o más
lift-no-categories = las líneas no dicen categorías
lift-quarters = Ascensos por trimestre
lift-quarter = { $n }T { $year }
lift-column-quarter = Trim.
lift-column-reached = Planes
lift-column-promoted = Pasan a A
lift-promoted-listed = Pasan a la clase A hasta el { $day }
lift-explain-almost = Clases A, B y C por ventas de 12 meses (A mientras lo anterior suma menos del 80 %). Falta = ventas del último A − las suyas. Categorías compradas / las del A mediano. Tendencia: 12 meses frente a los 12 anteriores, un 10 % arriba o abajo. Pista: ticket como el A mediano; categoría más comprada por los A que nunca compró.
lift-explain-plans = Lleva = ventas netas desde el día del plan hasta el plazo. En camino: va al menos como los días pasados piden; cumplido: llegó al objetivo; no cumplido: acabó el plazo sin llegar.
lift-explain-sustain = Clientes del año anterior que no han comprado en los últimos 12 meses / clientes del año anterior; y lo que traían.
lift-explain-consolidate = De quienes compraron en los dos años: ventas de ahora / ventas de antes − 1, y categorías distintas por cliente en cada año.
lift-explain-breadth = Categorías compradas / categorías vendidas, de los clientes activos; meta: cuántas categorías debe comprar cada uno (un ajuste).
lift-explain-quarters = Planes: cumplidos / terminados en el trimestre. Pasan a A: no eran A antes del trimestre y lo son al final / los que no eran A y habían comprado en los 12 meses.
effort-tab = Dedicación
effort-classes = Tiempo y valor por clase
effort-value-classes = Tiempo y valor por tipo de cliente
effort-axis = m cambia la clase
effort-settings = e ajustes
effort-change-axis = otra clase
effort-edit = ajustes
effort-class = Clase { $class }
effort-no-class = Sin clase
effort-not-active = No activos
effort-high-yield = Alto rendimiento
effort-high-potential = Alto potencial
effort-steady = Estables
effort-below-zero = Bajo cero
effort-column-class = Clase
effort-column-customers = Clientes
effort-column-contacts = Contactos
effort-column-hours = Tiempo
effort-column-cost = Coste
effort-column-time = % tiempo
effort-column-value = % ventas
effort-under = Valen mucho, poco tiempo
effort-over = Valen poco, mucho tiempo
effort-listed = Dedicación · { $class }
effort-cadence = Contactos a tiempo
effort-column-every = Cada cuánto
effort-column-within = A tiempo
effort-column-overdue = Vencidos
effort-column-coverage = Cobertura
effort-column-stake = En juego
effort-every = { $class }: cada { INT($days) } días
effort-late-a = Clase A que se retrasa en comprar
effort-cadence-all = Clase { $class }: activos a los que se puede contactar
effort-cadence-within = Clase { $class }: contactados a tiempo
effort-cadence-overdue = Clase { $class }: sin contacto a tiempo
effort-minutes-of = { INT($given) } de { INT($fair) } min
effort-nothing-held = No hay contactos anotados en los últimos 12 meses.
effort-nobody = Nadie.
effort-explain-classes = Tiempo = contactos de 12 meses × minutos de su canal (ajustes), más los de atender quejas. % tiempo frente a % ventas netas de 12 meses.
effort-explain-cadence = Cobertura = activos contactados dentro de los días de su clase / activos a los que se puede contactar. Quien nunca fue contactado está vencido.
effort-explain-late = Clientes activos de la clase A cuyo silencio pasa de 1,5 veces su intervalo medio.
effort-explain-balance = Tiempo justo = tiempo total × sus ventas / ventas totales. Poco: clase A con menos de la mitad. Mucho: fuera de la clase A y con más del doble.
effort-explain-left-out = Clientes archivados, de baja o que no quieren contacto no cuentan en la cobertura.
form-lift = Plan de ascenso
form-lift-edit = Cambiar el plan
form-lift-target = Tiene que ser más que cero.
form-lift-early = Antes del { $day }, cuando empieza el plan.
form-f-target = Objetivo
form-f-deadline = Plazo
form-f-plan = Qué hacer
form-hint-target = ventas desde hoy hasta el plazo; en los últimos 12 meses: { $base }
form-hint-deadline = 2026-12-31, +6m, 15 mar
form-hint-plan = oferta, visita, categoría que le falta
form-effort = Ajustes de dedicación
form-effort-range = Entre { INT($least) } y { INT($most) }.
form-f-cadence-a = A: contactar cada (días)
form-f-cadence-b = B: contactar cada (días)
form-f-cadence-c = C: contactar cada (días)
form-f-variety = Meta de variedad (categorías)
form-f-minutes-phone = Minutos de una llamada
form-f-minutes-email = Minutos de un correo
form-f-minutes-post = Minutos de una carta
form-f-minutes-visit = Minutos de una visita
form-f-minutes-other = Minutos de otro contacto
