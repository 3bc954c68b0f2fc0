# El valor por venir: lo que dicen los modelos y lo que no pueden decir (report value, report backtest).

cli-model-mbgnbd = MBG/NBD
cli-model-bgnbd = BG/NBD
cli-model-pnbd = Pareto/NBD
cli-model-nbd = NBD
cli-value-heading = Valor por venir a { $day } · modelo { $model }
cli-value-fit = { $parameters } · log-verosimilitud { $likelihood }
cli-value-totals = { INT($customers) } compradores, de los que siguen activos unos { $alive }; se esperan { $expected } días de compra en las próximas { $weeks } semanas.
cli-value-no-buyers = Todavía no ha comprado nadie: no hay nada que prever.
cli-value-no-repeat-buyers = Nadie ha comprado en dos días distintos: todavía no se puede prever nada. Hasta entonces vale la regla del intervalo.
cli-value-few-repeat-buyers =
    { $count ->
        [one] Solo ha repetido un cliente
       *[other] Solo han repetido { INT($count) } clientes
    } y hacen falta { $least } para prever cliente a cliente. Hasta entonces vale la regla del intervalo: el ritmo de cada uno según su intervalo medio entre compras.
cli-value-short-history = Las compras abarcan { INT($days) } días, menos del doble del intervalo habitual ({ INT($gap) } días): todavía no se puede prever cliente a cliente. Hasta entonces vale la regla del intervalo: el ritmo de cada uno según su intervalo medio entre compras.
cli-value-no-drop-out = Con estos datos no se distingue a quien ha dejado de comprar de quien compra despacio: se prevé con el modelo NBD, en el que nadie se va. Para saber quién está perdido vale la regla del intervalo.
cli-value-spend-unknown = El gasto no se ajusta al modelo: se toma lo que cada uno gasta de media por día de compra, y la media de los demás para quien no ha repetido.
cli-value-more = Se muestran { INT($shown) } de { INT($count) } clientes, los de más valor; con --json salen todos.
cli-value-next-by = { $day } ({ $chance })
cli-value-next-none = no se espera
cli-column-repeat-days = Repite
cli-column-p-alive = Activo
cli-column-expected = Esperadas
cli-column-p-no-purchase = Sin comprar
cli-column-expected-spend = Gasto por día
cli-column-clv = Valor 12 meses
cli-column-clv-range = Entre
cli-column-next-by = Próxima antes de
cli-column-actual = Reales
cli-backtest-totals = Del { $from } al { $to }: { INT($actual) } días de compra, se esperaban { $expected }. Medias por cliente según las veces que había repetido:
cli-backtest-auc = Acierto al ordenar a quién no vuelve a comprar, entre quienes habían repetido (AUC): { $chance } por la probabilidad de no comprar, { $recency } por los días de silencio.
cli-error-later-day = El { $day } es posterior al { $as_of }, el día de la consulta: todavía no se sabe qué pasó. Use --as-of para mirar desde más tarde.
cli-error-holdout = La comprobación debe acabar después del { $from }; { $to } no sirve.
cli-error-backtest-days = Diga hasta qué día sabe el modelo y hasta cuál se comprueba: --calibration-end DÍA --holdout-end DÍA
