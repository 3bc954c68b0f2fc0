# Ciclo: embudo, flujo, salud y límites.
lifecycle-reading = Calculando…
lifecycle-empty = Todavía no hay compras, así que no hay ciclo que mostrar. Con «i» se importa un archivo desde la lista de clientes (2), con «p» se anota una compra.
lifecycle-tab-summary = Resumen
lifecycle-tab-flow = Flujo
lifecycle-tab-rules = Reglas
lifecycle-so-far = { $days ->
    [one] {" "}(1 día)
   *[other] {" "}({ INT($days) } días)
  }
lifecycle-no-later = Este es el periodo más reciente.
lifecycle-foot = { INT($active) } activos + { INT($lost) } perdidos = { INT($all) } en cartera · corte: { $day }
lifecycle-funnel = Embudo
lifecycle-funnel-right = clientes · { $currency } 12 m
lifecycle-health = { $warnings ->
    [0] Salud del flujo: sano
    [one] Salud del flujo: 1 aviso
   *[other] Salud del flujo: { INT($warnings) } avisos
  }
lifecycle-health-unknown = Salud del flujo: aún sin datos
lifecycle-flow-balances = Flujo (cuadra: inicio + entradas − salidas = final)
lifecycle-flow-broken = Flujo: NO CUADRA
lifecycle-round-trips = { $n ->
    [one] además, 1 cliente se perdió y volvió dentro del periodo
   *[other] además, { INT($n) } clientes se perdieron y volvieron dentro del periodo
  }
lifecycle-stage = Etapa
lifecycle-flow-opening = Inicio
lifecycle-flow-new = + Altas
lifecycle-flow-recovered = + Recup.
lifecycle-flow-in = + Entran
lifecycle-flow-out = − Pasan
lifecycle-flow-lost = − Perd.
lifecycle-flow-closing = = Final
lifecycle-flow-opening-brief = Inicio
lifecycle-flow-new-brief = +Altas
lifecycle-flow-recovered-brief = +Recup
lifecycle-flow-in-brief = +Entr.
lifecycle-flow-out-brief = −Pasan
lifecycle-flow-lost-brief = −Perd.
lifecycle-flow-closing-brief = =Final
lifecycle-flow-opening-words = al inicio
lifecycle-flow-new-words = altas
lifecycle-flow-recovered-words = recuperados
lifecycle-flow-in-words = entran de otra etapa
lifecycle-flow-out-words = pasan a otra etapa
lifecycle-flow-lost-words = se pierden
lifecycle-flow-closing-words = al final
lifecycle-money = Flujo en dinero (cada cliente pesa sus ventas de 12 meses)
lifecycle-money-opening = Inicio
lifecycle-money-in = + Entran
lifecycle-money-out = − Salen
lifecycle-money-change = ± Cambio
lifecycle-money-closing = = Final
lifecycle-money-revenue = Ventas
lifecycle-money-opening-words = al inicio
lifecycle-money-in-words = entran
lifecycle-money-out-words = salen
lifecycle-money-change-words = al final
lifecycle-money-closing-words = al final
lifecycle-money-revenue-words = al final
lifecycle-money-unassigned = Ventas de clientes solo con abonos
lifecycle-money-anonymous = Ventas sin cliente
lifecycle-money-total = Ventas del periodo
lifecycle-rhythm = Ritmo de los activos (silencio frente a su intervalo medio)
lifecycle-rhythm-listed = Activos: { $rhythm }
lifecycle-explain-rhythm = Cada cliente activo se compara consigo mismo: días sin comprar entre su intervalo medio. Hasta 1 vez va al día; más de 1 le toca; más de 1,5 se retrasa; más de 2 está en riesgo; perdido a las { $k } veces.
lifecycle-list = { $what } · { $period }
lifecycle-rule-entrants = Entran { $part }, salen { $whole }
lifecycle-rule-entrants-nothing = Nadie entra ni sale
lifecycle-rule-entrants-listed = Entran
lifecycle-rule-leavers = Dejan de comprar { $part }
lifecycle-rule-leavers-listed = Dejan de comprar
lifecycle-rule-leavers-nothing = Nadie deja de comprar
lifecycle-rule-compensation = Entran { $part } al año, salen { $whole }
lifecycle-rule-compensation-nothing = No sale dinero que compensar
lifecycle-rule-compensation-listed = Dejan de comprar
lifecycle-rule-new-to-adolescent = Nuevos que llegan a adolescentes { $share } (≥ { $threshold })
lifecycle-rule-new-to-adolescent-nothing = Nuevos que llegan a adolescentes: aún no hay
lifecycle-rule-new-to-adolescent-listed = No llegan a adolescentes
lifecycle-rule-adolescent-to-mature = Adolescentes que maduran { $share } (≥ { $threshold })
lifecycle-rule-adolescent-to-mature-nothing = Adolescentes que maduran: aún no hay
lifecycle-rule-adolescent-to-mature-listed = No maduran
lifecycle-rule-ageing = Maduros que envejecen { $share } (≤ { $threshold })
lifecycle-rule-ageing-nothing = Maduros que envejecen: aún no hay
lifecycle-rule-ageing-listed = Envejecen
lifecycle-mend-entrants = { $heads ->
    [one] Falta 1 entrada más, o retener a 1 de los que salen ({ $money }).
   *[other] Faltan { INT($heads) } entradas más, o retener a { INT($heads) } de los que salen ({ $money }).
  }
lifecycle-mend-leavers = {""}
lifecycle-mend-compensation = { $heads ->
    [0] Faltan { $money } al año.
    [one] Faltan { $money } al año: bastaba retener al mayor de los que salen.
   *[other] Faltan { $money } al año: bastaba retener a los { INT($heads) } mayores de los que salen.
  }
lifecycle-mend-new-to-adolescent = { $heads ->
    [one] Con 1 nuevo más que siguiera comprando ({ $money }) se cumple.
   *[other] Con { INT($heads) } nuevos más que siguieran comprando ({ $money }) se cumple.
  }
lifecycle-mend-adolescent-to-mature = { $heads ->
    [one] Con 1 adolescente más que madurase ({ $money }) se cumple.
   *[other] Con { INT($heads) } adolescentes más que madurasen ({ $money }) se cumple.
  }
lifecycle-mend-ageing = { $heads ->
    [one] Con 1 maduro menos que envejeciera ({ $money }) se cumple.
   *[other] Con { INT($heads) } maduros menos que envejecieran ({ $money }) se cumple.
  }
lifecycle-mend-entrants-brief = { $heads ->
    [one] falta 1 entrada
   *[other] faltan { INT($heads) } entradas
  }
lifecycle-mend-leavers-brief = {""}
lifecycle-mend-compensation-brief = faltan { $money }
lifecycle-mend-new-to-adolescent-brief = { $heads ->
    [one] falta 1
   *[other] faltan { INT($heads) }
  }
lifecycle-mend-adolescent-to-mature-brief = { $heads ->
    [one] falta 1
   *[other] faltan { INT($heads) }
  }
lifecycle-mend-ageing-brief = { $heads ->
    [one] sobra 1
   *[other] sobran { INT($heads) }
  }
lifecycle-explain-fails = No se cumple
lifecycle-active-code = ACT
lifecycle-foot-brief = corte: { $day }
lifecycle-flow-opening-tiny = Inic.
lifecycle-flow-new-tiny = +Alt.
lifecycle-flow-recovered-tiny = +Rec.
lifecycle-flow-in-tiny = +Ent.
lifecycle-flow-out-tiny = −Pas.
lifecycle-flow-lost-tiny = −Per.
lifecycle-flow-closing-tiny = =Fin
lifecycle-limits = Límites de las etapas
lifecycle-limits-right = Intro: cambiarlos y ver a cuántos mueven
lifecycle-limits-edit = Límites de las etapas
lifecycle-years = { $n ->
    [one] 1 año
   *[other] { INT($n) } años
  }
lifecycle-limit-adolescent = Adolescente desde
lifecycle-limit-adolescent-hint = años
lifecycle-limit-adolescent-words = desde la primera compra; antes es nuevo
lifecycle-limit-mature = Maduro desde
lifecycle-limit-mature-hint = años
lifecycle-limit-mature-words = desde la primera compra
lifecycle-limit-veteran = Veterano desde
lifecycle-limit-veteran-hint = años
lifecycle-limit-veteran-words = o antes, si compra la mitad que antes
lifecycle-limit-k = Perdido a las
lifecycle-limit-k-hint = × su intervalo
lifecycle-limit-k-words = veces su intervalo medio sin comprar
lifecycle-limit-mu = Intervalo supuesto
lifecycle-limit-mu-hint = días
lifecycle-limit-mu-words = con el que empieza quien compró una vez
lifecycle-limit-lo = Nunca perdido antes de
lifecycle-limit-lo-hint = días
lifecycle-limit-lo-words = sin comprar
lifecycle-limit-hi = Siempre perdido tras
lifecycle-limit-hi-hint = días
lifecycle-limit-hi-words = sin comprar
lifecycle-limit-seasonal = De temporada, tras
lifecycle-limit-seasonal-hint = días
lifecycle-limit-seasonal-words = sin comprar, si se marca de temporada
lifecycle-limit-range = de { $least } a { $most }
lifecycle-limit-order = mayor que el anterior
lifecycle-preview = { $n ->
    [0] Con estos límites nadie cambia de etapa.
    [one] Con estos límites 1 cliente cambia de etapa:
   *[other] Con estos límites { INT($n) } clientes cambian de etapa:
  }
lifecycle-proposed-gap = El intervalo habitual de esta cartera es de { INT($days) } días: Intro aquí lo pone.
lifecycle-explain-formula = Fórmula
lifecycle-explain-inputs = Datos
lifecycle-explain-inputs-text = Solo los días e importes de las compras válidas y los abonos de cada cliente, hasta el final del periodo. Nada se escribe a mano.
lifecycle-explain-period = Periodo
lifecycle-explain-days = { $first } – { $last }
lifecycle-explain-left-out = Quedan fuera
lifecycle-explain-left-out-text = Documentos anulados y compras devueltas enteras desde la fecha de su abono. Las ventas sin cliente cuentan en el total del periodo, no en las etapas.
lifecycle-explain-rows = Clientes
lifecycle-explain-rows-text = { INT($n) }; Intro los lista.
lifecycle-explain-stage-new = Primera compra hace menos de { $adolescent } año y no perdido.
lifecycle-explain-stage-adolescent = Primera compra hace { $adolescent } año o más y menos de { $mature }, y no perdido.
lifecycle-explain-stage-mature = Primera compra hace { $mature } años o más, ni veterano ni perdido.
lifecycle-explain-stage-veteran = Primera compra hace { $veteran } años o más, o días de compra del último año ≤ la mitad que el anterior (con 2 o más); no perdido.
lifecycle-explain-stage-lost = Días desde la última compra > G, con G = { $k } × intervalo medio, entre { $lo } y { $hi } días. Intervalo medio = (última − primera + { $mu }) / días de compra.
lifecycle-explain-stage-active = Nuevos + adolescentes + maduros + veteranos.
lifecycle-explain-flow = Cada cliente tiene una etapa al final del día anterior al periodo y otra al final del periodo. Inicio + altas + recuperados + entran − pasan − perdidos = final.
lifecycle-explain-money = Cada cliente pesa sus ventas de los 12 meses hasta ese día. Inicio + entran − salen + cambio = final; quien cambia de etapa lleva su peso del inicio, y cambio es lo que varió el peso de los que están al final. Ventas: las del periodo, en la etapa del final.
lifecycle-explain-rule-entrants = Entran: no eran activos al inicio y lo son al final (altas y recuperados). Se compara con los que salen.
lifecycle-explain-rule-leavers = Eran activos al inicio y están perdidos al final.
lifecycle-explain-rule-compensation = Ventas anualizadas de los que entran / ventas de los 12 meses previos de los que salen; meta ≥ 1. Quien lleva menos de un año se lleva a año completo (con 30 días como mínimo).
lifecycle-explain-rule-new-to-adolescent = De los que cumplen su primer año en el periodo, cuántos siguen comprando.
lifecycle-explain-rule-adolescent-to-mature = De los adolescentes de hace un año, cuántos son maduros al final.
lifecycle-explain-rule-ageing = De los maduros de hace un año, cuántos son veteranos al final.

# Embudo
lifecycle-tab-cohorts = Cohortes
lifecycle-ways = Recorrido y conversión
lifecycle-ways-stay = siguen { $n }
lifecycle-conversion-new-to-adolescent = Nuevo → adolescente
lifecycle-conversion-adolescent-to-mature = Adolescente → maduro
lifecycle-conversion-of = { $n } de { $all }
lifecycle-conversion-none = aún no hay quien haya llegado
lifecycle-made-new-to-adolescent = Nuevos que llegan a adolescentes
lifecycle-made-adolescent-to-mature = Adolescentes que maduran
lifecycle-matrix = De qué etapa a cuál
lifecycle-matrix-right = fila: al inicio · columna: al final · en la diagonal, los que siguen
lifecycle-matrix-nobody = Sin compra
lifecycle-matrix-any = Todos
lifecycle-matrix-opening = Inicio
lifecycle-matrix-closing = = Final
lifecycle-explain-matrix = Cada cliente está en la fila de su etapa al final del día anterior al periodo y en la columna de su etapa al final del periodo. La diagonal son los que siguen donde estaban; «sin compra» son los que aún no habían comprado, o devolvieron todo.
# Cohortes
lifecycle-cohorts = Cohortes: % que sigue comprando
lifecycle-cohorts-month = mes de alta × meses transcurridos
lifecycle-cohorts-quarter = trimestre de alta × trimestres transcurridos
lifecycle-cohorts-year = año de alta × años transcurridos
lifecycle-cohorts-month-brief = por meses
lifecycle-cohorts-quarter-brief = por trimestres
lifecycle-cohorts-year-brief = por años
lifecycle-cohorts-legend = █ ≥ 80 · ▓ ≥ 60 · ▒ ≥ 40 · ░ ≥ 20 · en blanco, aún no se sabe
lifecycle-cohorts-none = Nadie ha comprado todavía en estas fechas, así que no hay cohortes.
lifecycle-cohort-began = Alta
lifecycle-cohort-size = Altas
lifecycle-cohort-quarter = { $year } T{ $n }
lifecycle-cohort-step-month = M+{ $k }
lifecycle-cohort-step-quarter = T+{ $k }
lifecycle-cohort-step-year = A+{ $k }
lifecycle-cohort-cell = Alta en { $cohort } y compran en { $step }
lifecycle-cohort-whole = Alta en { $cohort }
lifecycle-explain-cohort = La fila son los clientes cuya primera compra válida cae en ese periodo; la columna, los que compraron también tantos periodos después. Porcentaje sobre los de la fila. El último periodo, si no ha terminado, cuenta hasta la fecha de corte; los que aún no empiezan quedan en blanco.
lifecycle-explain-until = hasta { $last }
# Calidad de los que entran
lifecycle-entrants = Cómo son los que entran en el periodo
lifecycle-entrants-heads = Altas
lifecycle-entrants-value = Compran en 90 días, de media
lifecycle-entrants-unripe = aún no han pasado { $days } días desde su primera compra
lifecycle-entrants-again = Compran otro día
lifecycle-entrants-sources = De dónde vienen
lifecycle-entrants-unknown = no anotado
lifecycle-entrants-others = otros { $share }
lifecycle-explain-entrants = Clientes cuya primera compra válida cae en el periodo. Lo de 90 días es la media de ventas netas desde la primera compra, solo de aquellos que ya han cumplido 90 días; «otro día» son los que tienen más de un día de compra. Ambas con lo que se sabe hoy.
# Metas de salud
lifecycle-targets = Metas de salud del flujo
lifecycle-targets-right = Intro: cambiarlas y ver qué pasaría
lifecycle-targets-edit = Metas de salud del flujo
lifecycle-target-new-to-adolescent = Nuevo → adolescente
lifecycle-target-new-to-adolescent-words = de los que cumplen su primer año
lifecycle-target-adolescent-to-mature = Adolescente → maduro
lifecycle-target-adolescent-to-mature-words = de los adolescentes de hace un año
lifecycle-target-ageing = Maduros que envejecen
lifecycle-target-ageing-words = de los maduros de hace un año
lifecycle-target-compensation = Compensación en dinero
lifecycle-target-compensation-words = lo que entra al año, sobre lo que sale
lifecycle-target-least = % como mínimo
lifecycle-target-most = % como máximo
lifecycle-targets-preview = { $n ->
    [0] Con estas metas no falla ninguna regla.
    [one] Con estas metas falla 1 regla.
   *[other] Con estas metas fallan { INT($n) } reglas.
  }
lifecycle-targets-same = El veredicto de este periodo no cambia.
lifecycle-targets-holds = { $rule } ({ $share }) pasaría a cumplirse
lifecycle-targets-fails = { $rule } ({ $share }) dejaría de cumplirse
