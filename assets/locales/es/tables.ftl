# Las tablas del valor: segmentos RFM, clases de Pareto, cohortes y productos que se compran juntos.

segment-champions = Campeones
segment-loyal = Fieles
segment-active = Activos
segment-promising = Prometedores
segment-new = Nuevos
segment-needs-attention = Necesitan atención
segment-almost-lost = Casi perdidos
segment-at-risk = En riesgo
segment-previously-loyal = Antes fieles
segment-dormant = Dormidos
segment-lost-cause = Causa perdida

cli-column-cohort = Primera compra
cli-column-segment = Segmento
cli-column-rule = Regla
cli-column-class = Clase
cli-column-rule-a = Quien compra
cli-column-rule-b = Compra también
cli-column-rule-both = Juntos
cli-column-rule-confidence = Confianza
cli-column-rule-lift = Lift

cli-table-no-purchases = No hay compras de clientes en este periodo.
cli-table-no-baskets = No hay compras con productos que mirar.
cli-table-period = Del { $since } al { $until }
cli-table-period-all = Todo hasta el { $until }
cli-table-cohorts-note = Clientes por mes de su primera compra y cuántos compraron en cada mes siguiente; en blanco lo que aún no ha llegado.
cli-table-cohorts-cut = Se ven { INT($shown) } de { INT($count) } meses; --json los trae todos.
cli-table-recency = recencia
cli-table-frequency = frecuencia
cli-table-money = importe
cli-table-fixed = Con límites fijos y no por quintos ({ $measures }): hay pocos clientes ({ INT($customers) }) o pocos valores distintos.
cli-table-grid = Clientes
cli-table-sum = Suma
cli-table-pareto-top =
    { $count ->
        [one] El 20 % de los clientes (uno) trae el { $share } de la venta.
       *[other] El 20 % de los clientes ({ INT($count) }) trae el { $share } de la venta.
    }
cli-table-pareto-80 =
    { $count ->
        [one] El 80 % de la venta lo trae un cliente ({ $share }).
       *[other] El 80 % de la venta lo traen { INT($count) } clientes ({ $share }).
    }
cli-table-pareto-risk = El primer 1 % trae el { $one } y el primer 5 %, el { $five } · Gini { $gini }
cli-table-class-none = Sin venta
cli-table-rule-of = { INT($both) } de { INT($all) }
cli-table-rules-count =
    { $rules ->
        [0] Ninguna regla: ningún par está en { INT($least) } o más de { INT($baskets) } cestas con la confianza pedida.
        [one] Una regla; pares en { INT($least) } o más de { INT($baskets) } cestas.
       *[other] { INT($rules) } reglas; pares en { INT($least) } o más de { INT($baskets) } cestas.
    }
