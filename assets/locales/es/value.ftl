# Valor: lo que traen los clientes, cómo se reparte y lo que vendrá.
value-reading = Calculando…
value-empty = Todavía no hay compras, así que no hay valor que repartir. Con «i» se importa un archivo desde la lista de clientes (2), con «p» se anota una compra.
value-empty-period = Nadie ha comprado en este periodo. Con «-» se mira más atrás.
value-nobody = Aquí no hay nadie.
value-tab-summary = Resumen
value-tab-pareto = Pareto
value-tab-rfm = RFM
value-tab-clv = CLV
value-period-12m = últimos 12 meses
value-period-24m = últimos 24 meses
value-period-all = todo el historial
value-period-12m-short = 12 m
value-period-24m-short = 24 m
value-period-all-short = todo
value-horizon = a { $months } meses vista
value-horizon-short = a { $months } meses
value-foot-period = periodo
value-foot-settings = ajustes
value-base = Base: { $n ->
    [one] 1 cliente con compras
   *[other] { INT($n) } clientes con compras
  } · { $first } – { $last } · { $money }
value-base-brief = { INT($n) } · { $first } – { $last } · { $money }
value-list = { $what } · { $period }
value-list-active = { $what } · hoy
value-customers = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }


value-class-high-yield = Alto rendimiento
value-class-high-potential = Alto potencial
value-class-steady = Estables
value-class-below-zero = Bajo cero

value-abc-a = Clase A
value-abc-b = Clase B
value-abc-c = Clase C
value-abc-none = Sin ventas netas
value-abc-a-brief = A
value-abc-b-brief = B
value-abc-c-brief = C
value-abc-none-brief = Ninguna
value-abc-all = Todos
value-abc = Clases

value-figure-base = Con compras en el periodo
value-figure-top = { $percent } con más ventas
value-figure-rest = Los demás tras el { $percent } con más ventas
value-figure-to80 = Los menos que traen el 80 %
value-figure-cell = { $scores } «{ $segment }»
value-figure-scores = { $scores }
value-figure-active = Todos los activos
value-figure-almost = Casi Pareto
value-figure-leaving = Se están yendo

value-pareto = Pareto
value-pareto-right = 20 % = { $n } → { $share }
value-pareto-best = { $n } Pareto { $money }
value-pareto-rest = { $n } resto { $money }
value-curve = Curva de Pareto
value-curve-right = % clientes → % ventas
value-curve-point = { $percent } · { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  } → { $share } · { $money }
value-spread = Cómo se reparten las ventas
value-spread-top20 = El 20 % ({ $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }) trae el { $share }.
value-spread-to80 = El { $share } ({ $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }) trae el 80 %.
value-spread-risk = Riesgo: el 1 % con más ventas trae el { $one }; el 5 %, el { $five }.
value-spread-gini = Gini { $gini } (0 todos iguales, 1 todo en uno).
value-spread-threshold = Para ser A hacen falta { $money }.
value-spread-nothing = Las ventas netas del periodo no pasan de cero: no hay reparto que mostrar.

value-grid = RFM: recencia × frecuencia
value-grid-right = recencia × frecuencia · nº de clientes
value-grid-right-brief = recencia × frecuencia
value-grid-shades = clientes (más oscuro = más)
value-grid-f1 = F1 rara
value-grid-f5 = F5 mucha
value-grid-r5 = R5 reciente
value-grid-r1 = R1 lejana
value-cell-money = { $money } ({ $share })
value-cell-mean = ticket medio { $money }
value-cell-keys = Intro los lista · t los etiqueta
value-segments = Segmentos
value-people-right = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  } · { $money }
value-bands-r = R (días sin comprar):
value-bands-f = F (días de compra):
value-bands-m = M (ventas):
value-bands-fixed = { $which } con cortes fijos: hay menos de 25 clientes o menos de 3 valores distintos.
value-kind = Tipo de compra
value-kind-unknown = no consta
value-kind-others = otras { $share }
value-kind-categories = Categorías
value-kind-price = Precio
value-kind-price-words = { $full } a precio completo, { $off } en promoción
value-kind-margin = Margen
value-kind-margin-words = { $margin } (se sabe el coste del { $known })
value-kind-channel = Canal

value-column-customer = Cliente
value-column-money = Ventas
value-column-gap = Falta
value-column-class = Clase
value-column-abc = Clase
value-column-heads = Clientes
value-column-heads-brief = Clientes
value-column-mean = CLV medio
value-column-total = CLV total
value-column-range = Entre
value-column-segment = Segmento
value-column-scores = Puntuaciones
value-column-last = Última
value-column-days = Días
value-column-clv = CLV { $months } m
value-column-alive = Activo
value-column-expected = Espera
value-column-revenue = 12 m
value-column-cost = Atender
value-column-net = Neto
value-column-stage = Etapa
value-column-none = Sin comp.
value-column-at-risk = En juego

value-almost = Casi Pareto: a un paso
value-almost-none = Nadie queda por debajo de la clase A en este periodo.
value-almost-threshold = Umbral (puesto { $rank }): { $money }
value-clv = Valor de vida (CLV a { $months } meses)
value-clv-simple = Valor de vida a { $months } meses (modelo simple)
value-clv-all = Todos los activos: { INT($n) }
value-leaving-money = 12 m: { $money }
value-leaving-unknown = Sin previsión cliente a cliente no se puede decir quién se está yendo. En Ciclo (3) está quién se retrasa respecto a su propio ritmo.
value-facts = Cómo se ha previsto
value-facts-buyers = { $n ->
    [one] 1 comprador
   *[other] { INT($n) } compradores
  }, { $repeat ->
    [one] 1 ha repetido
   *[other] { INT($repeat) } han repetido
  }.
value-facts-totals = Siguen activos unos { $alive }; en 26 semanas se esperan { $expected } días de compra.
value-model-mbgnbd = Modelo MBG/NBD y gasto Gamma-Gamma.
value-model-bgnbd = Modelo BG/NBD y gasto Gamma-Gamma.
value-model-pnbd = Modelo Pareto/NBD y gasto Gamma-Gamma.
value-model-nbd = Modelo NBD: nadie se va.
value-caveat-no-buyers = Todavía no ha comprado nadie.
value-caveat-no-repeat = Nadie ha comprado en dos días distintos.
value-caveat-few = { $n ->
    [one] Solo ha repetido 1 cliente
   *[other] Solo han repetido { INT($n) } clientes
  } y hacen falta { $least } para prever uno a uno.
value-caveat-short = El historial abarca { INT($days) } días, menos del doble del intervalo habitual ({ INT($gap) } días).
value-caveat-no-drop-out = No se distingue quién se ha ido de quién compra despacio.
value-caveat-spend = El gasto no se ajusta al modelo: vale la media de cada uno.
value-simple = Modelo simple: margen de 12 meses, del que cada año queda el { $kept }.
value-simple-year = Modelo simple: un año como el último.

value-explain-formula = Fórmula
value-explain-inputs = Datos
value-explain-period = Periodo
value-explain-left-out = Sin contar
value-explain-rows = Clientes
value-explain-model = Modelo
value-explain-base = Todos los clientes con al menos una compra en el periodo, con sus ventas netas de abonos.
value-explain-top = Los clientes se ordenan por ventas; a igualdad va antes el más antiguo. Se toma el tanto por ciento, redondeado hacia arriba; el resto son los demás.
value-explain-to80 = Los menos clientes que juntos traen el 80 % de las ventas.
value-explain-abc = Ordenados por ventas: A mientras lo acumulado antes del cliente no llega al 80 %, de modo que quien cruza la raya es A; B hasta el 95 %; C el resto; sin clase quien no trae nada o resta.
value-explain-cells = Cada puntuación es 1 + ⌊5·L/N⌋, con L los clientes que quedan estrictamente peor y N todos; los iguales puntúan igual. R mira los días sin comprar, F los días de compra, M las ventas netas. Con menos de 25 clientes o de 3 valores distintos hay cortes fijos.
value-explain-segment = Un segmento reúne celdas de RFM: { $cells }. Cada una de las 125 celdas está en un segmento y solo en uno.
value-explain-class-high-yield = Valor de vida neto entre el { $percent } % mejor de los activos, y por encima de cero: a estos se los protege.
value-explain-class-high-potential = Dos señales de tres: compra un { $rising } % más que el año anterior; compra como los de clase A (importe por compra o categorías); nos compra menos del { $wallet } % de lo que gasta, donde se sabe. En estos se invierte.
value-explain-class-steady = Ni entre los mejores, ni con señales de crecer, ni bajo cero.
value-explain-class-below-zero = Lo que dejará, menos lo que cuesta atenderlo (contactos, averías y devoluciones), queda por debajo de cero. Pide una decisión.
value-explain-active = Clientes nuevos, adolescentes, maduros y veteranos a día de hoy.
value-explain-almost = Los más cercanos por debajo del último de clase A, que trae { $threshold }. Falta es lo que los separa de él.
value-explain-leaving = Activos de los que, según el modelo, hay una posibilidad entre cuatro o más de que pasen 26 semanas sin comprar: P₀ = 1 − P(activo)·(1 − ((α+T)/(α+T+26))^(r+x)). Ordenados por esa probabilidad por sus ventas de 12 meses.
value-explain-inputs-text = Compras válidas y abonos de cada cliente hasta la fecha de corte.
value-explain-inputs-to-come = Compras hasta la fecha de corte; margen de las líneas con coste, si no el { $margin } %; hora de trabajo { $hour }; descuento { $discount } al mes; { $months } meses.
value-explain-period-text = Del { $first } al { $last }.
value-explain-period-to-come = A fecha de { $last }, { $months } meses hacia delante; el coste de atender es el de los últimos 12 meses.
value-explain-left-out-text = Compras anuladas, ventas sin cliente y todo lo posterior a la fecha de corte. Los archivados cuentan: archivar no cambia las cifras.
value-explain-rows-text = { $n ->
    [one] 1 cliente, que Intro muestra
   *[other] { INT($n) } clientes, que Intro muestra
  }
value-explain-rows-money = { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  } · { $money }; Intro los muestra

value-settings = Ajustes de valor
value-setting-period = Periodo en listas y fichas
value-setting-horizon = Meses de valor de vida
value-setting-horizon-hint = hacia delante
value-setting-discount = Descuento al mes, %
value-setting-discount-hint = 1 es un 1 %
value-setting-margin = Margen, %
value-setting-margin-hint = donde no consta el coste
value-setting-hour = Coste de una hora
value-setting-hour-hint = de quien atiende
value-setting-phone = Minutos por llamada
value-setting-phone-hint = de teléfono
value-setting-email = Minutos por correo
value-setting-email-hint = electrónico o postal
value-setting-visit = Minutos por visita
value-setting-visit-hint = con el desplazamiento
value-setting-other = Minutos por otro contacto
value-setting-other-hint = mensaje, tienda…
value-setting-fault = Minutos más por avería
value-setting-fault-hint = o reclamación
value-setting-best = Alto rendimiento, %
value-setting-best-hint = los mejores de los activos
value-setting-negative = no puede ser negativo
value-preview = { $n ->
    [0] Nadie cambia de clase
    [one] 1 cliente cambia de clase
   *[other] { INT($n) } clientes cambian de clase
  }
value-range = { $low } a { $high }
value-of = { INT($n) } de { INT($all) }
value-facts-fit = Ajuste: { $parameters }
value-column-heads-tiny = Nº
value-column-mean-tiny = Medio
value-column-total-tiny = Total

form-incentive = Incentivo
form-review = Revisar la decisión
form-f-wanted = Ventas de 12 meses que se buscan
form-f-review = Se revisa el
form-f-offer = Qué se le ofrece
form-f-became = Qué ha pasado
form-hint-wanted = ahora { $money }
form-hint-review = +90d, 15 mar
form-bad-target = tiene que ser más de cero
form-bad-ahead = tiene que ser hoy o más tarde
value-figure-undecided = Bajo cero sin decidir
value-figure-review-due = Decisiones por revisar
value-row-undecided = · sin decidir
value-explain-undecided = Clientes bajo cero para los que no hay ninguna decisión: ni incentivo ni contacto pasivo.
value-explain-review-due = Clientes con un incentivo o contacto pasivo cuya fecha de revisión ha llegado.
value-decided = { $incentive } con incentivo · { $passive } pasivos · { $undecided } sin decidir
value-decided-due = { $n ->
    [one] 1 decisión por revisar
   *[other] { INT($n) } decisiones por revisar
  }
value-decide-keys = o incentivar · d dejar de invertir (nunca se borra)
value-column-decision = Decisión
value-decision-none = sin decidir
value-decision-incentive = incentivo { $money } → { $day }
value-decision-due = revisar: { $money } ({ $day })
value-decision-passive = pasivo desde { $day }
value-decision-closed = revisada { $day }
value-decision-result = buscaba { $target }, ahora { $money }
value-decision-result-passive = pasivo desde { $day }, ahora { $money }
value-stop-title = Dejar de invertir en { $name }
value-stop-text = Pasa a contacto pasivo: se le atiende si llama, pero no se le busca por su ritmo. No se borra nada y se puede deshacer. Queda anotado con fecha y autor.
value-stop-yes = Dejar de invertir
value-not-below = Solo para quien está bajo cero: Tab lleva a su lista.
backtest-title = ¿Acierta el pronóstico?
backtest-wait = Comprobando…
backtest-short = La historia es demasiado corta para comprobarlo: hacen falta al menos seis semanas desde la primera compra.
backtest-words = Con lo que se sabía el { $from } se esperaban { $expected } días de compra hasta el { $to }; han sido { $actual }.
backtest-words-none = Con lo que se sabía el { $from } no se podía prever nada; hasta el { $to } han sido { $actual } días de compra.
backtest-model = Modelo { $model }
backtest-repeats = Había repetido
backtest-customers = Clientes
backtest-actual = Compras reales
backtest-expected = Esperadas
backtest-auc = Para saber quién no volvería, la probabilidad de no comprar acierta en { $chance } de cada 100 parejas; los días de silencio, en { $recency }.
backtest-auc-none = Entre quienes habían repetido, todos compraron o ninguno: no hay a quién ordenar.
backtest-foot = medias de días de compra por cliente
