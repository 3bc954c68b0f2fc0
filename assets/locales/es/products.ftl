# Productos, reposición y lanzamientos.
products-title = Productos { $n }
products-hint = Espacio marca los parecidos a uno nuevo; «o» dice a quién llamar
products-none = Todavía no hay líneas de producto. Al importar ventas con su producto, o al anotarlas en una compra, aparecen aquí.
products-marked = { $n ->
    [one] 1 marcado
   *[other] { INT($n) } marcados
  }
products-c-name = Producto
products-c-category = Categoría
products-c-buyers = Clientes
products-c-revenue = Ventas 12 m
products-c-rhythm = Ritmo
products-c-last = Última
products-c-state = Estado
products-c-customer = Cliente
products-c-product = Producto
products-c-why = Por qué
products-c-window = Se espera
products-c-expected = Esperado
products-c-next = Va
products-c-call = Llamada
products-every = cada { $days } d
products-gone = baja { $day }
products-new = nuevo { $day }
products-buyers-of = Compran { $product }
products-key-buyers = clientes
products-key-call = a quién llamar
products-key-plan = a la próxima llamada
products-launch-title = Producto nuevo: ¿a quién llamar?
products-launch-name = Se llama
products-launch-category = Entre quienes compran «{ $category }» ({ $n ->
    [one] 1 producto
   *[other] { INT($n) } productos
  })
products-launch-one = Entre quienes compran «{ $product }»
products-launch-marked = Entre quienes compran { $n ->
    [one] el producto marcado
   *[other] los { INT($n) } marcados
  } o lo que va con ello
products-launch-empty = Falta el nombre del producto nuevo.
products-calls-title = A quién llamar por «{ $product }» · { $n }
products-calls-none = Nadie compra todavía nada parecido, ni algo que lleve a ello con bastante seguridad.
products-due-title = Reposición: lo que ya toca comprar · { $n }
products-due-none = A nadie le toca reponer nada: hacen falta tres días de compra del mismo producto para conocer su ritmo.
products-has = compra { $n ->
    [one] 1 parecido
   *[other] { INT($n) } parecidos
  }
products-seeks = lo busca
products-because = por { $product }: { $n } de { $all }
products-late = tarde { $days } d
products-due = toca
products-in = en { $days } d
products-ended = ya no
products-note-due = Reponer { $product }
products-note-launch = Ofrecer { $product }
products-note-offer = Ofrecer { $product } (con { $because })
products-planned-already = Ya estaba en su próxima llamada.
products-left-out-archived = { $n ->
    [one] 1 archivado
   *[other] { INT($n) } archivados
  }
products-left-out-do-not-call = { $n ->
    [one] 1 a quien no se llama
   *[other] { INT($n) } a quienes no se llama
  }
products-left-out-no-consent = { $n ->
    [one] 1 sin permiso
   *[other] { INT($n) } sin permiso
  }
products-left-out-nobody = Nadie.
products-left-out = fuera: { $words }
products-w-rule = Regla
products-w-left-out = Quedan fuera
products-w-period = Corte
products-w-rows = Filas
products-w-gaps = Intervalos
products-w-gaps-text = una cuarta parte repite en { $p25 } días o menos, la mitad en { $median }, tres cuartas en { $p75 }
products-w-buyers = Clientes con alguna compra válida del producto, de siempre; Intro los lista.
products-w-revenue = Importe de sus líneas en los últimos doce meses, con cantidad y precio mayores que cero.
products-w-rhythm = Mediana de los días entre dos compras seguidas del mismo cliente.
products-w-due = De cada cliente y producto con tres días de compra o más en 24 meses: la última compra más sus intervalos p25 a p75 es cuando se espera la siguiente. Toca dentro de ese plazo; tarde, pasado. Pasadas tres veces el p75 ya no se espera.
products-w-launch = Primero quien compra lo parecido (lo marcado, o lo de su categoría), con lo que gasta en ello en doce meses; luego quien tiene algo que lleva a ello: confianza de la regla por el gasto medio de sus compradores. Reglas con 5 clientes o más en común, más de lo que daría el azar.
products-w-launch-benefit = Primero quien compra los productos que sirven el beneficio (los que más compran quienes lo buscan), con lo que gasta en ellos en doce meses; quien lo busca y no los compra, con lo que gasta de media en ellos quien lo busca; quien tiene algo que lleva a ellos, confianza de la regla por el gasto medio de sus compradores, si es más. Reglas con 5 clientes o más en común, más de lo que daría el azar.
