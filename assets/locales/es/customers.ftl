# Clientes: la lista, el filtro, la vista previa y las etiquetas.

customers-title = Clientes { $count }
customers-title-waiting = Clientes …
customers-count = { $shown } de { $all }
customers-count-all = { $n ->
    [one] 1 cliente
   *[other] { $all } clientes
}
customers-sorted = orden: { $by } { $arrow }
customers-sorted-given = orden: el de la lista
customers-position = { $at } de { $all } · { $share }
customers-column-name = Nombre
customers-column-stage = Etapa
customers-column-labels = Etiq.
customers-column-last = Últ.
customers-column-revenue = 12 m { $currency }
customers-column-next = Próx.
customers-column-phone = Teléfono
customers-sort-title = Ordenar por
customers-sort-name = nombre
customers-sort-stage = etapa
customers-sort-last = última compra
customers-sort-revenue = ingresos de 12 meses
customers-sort-total = ingresos de siempre
customers-sort-orders = número de pedidos
customers-sort-contact = último contacto
customers-sort-next = próximo contacto
customers-sort-stake = dinero en juego
customers-sort-due = próxima compra prevista
customers-sort-age = edad
customers-sort-rfm = RFM
customers-sort-pareto = clase de Pareto
customers-sort-p-alive = probabilidad de seguir
customers-sort-clv = valor futuro
customers-sort-silence = días sin comprar
customers-sort-given = orden propio
customers-archived = archivado
customers-do-not-call = no contactar

customers-marked = { $n ->
    [one] ● 1 marcado: { $keys } actúan sobre él
   *[other] ● { $count } marcados: { $keys } actúan sobre los { $count }
}
customers-marked-hidden = { $n ->
    [one] ● 1 marcado: { $keys } actúan sobre él · el filtro lo oculta
   *[other] ● { $count } marcados: { $keys } actúan sobre los { $count } · { $hidden } no a la vista
}
customers-range = ● Tramo desde «{ $name }»: mueva el cursor y pulse V otra vez. Esc lo deja.

customers-waiting = Leyendo la cartera…
customers-nobody = Todavía no hay ningún cliente en esta cartera.
customers-nobody-new = añadir el primero
customers-nobody-import = importar un archivo
customers-scope-empty = Ningún cliente en «{ $heading }».
customers-scope-back = volver a todos los clientes
customers-none = { $n ->
    [one] Ningún cliente cumple la condición.
   *[other] Ningún cliente cumple las { $n } condiciones.
}
customers-none-alone = { $n ->
    [one] 1 cliente
   *[other] { $count } clientes
}
customers-none-most = ← la que más quita
customers-none-drop = { $n ->
    [one] quitar «{ $text }»  (queda 1)
   *[other] quitar «{ $text }»  (quedan { $count })
}
customers-none-clear = quitar todo el filtro

customers-copy-title = Copiar de { $name }
customers-copy-phone = teléfono
customers-copy-mobile = móvil
customers-copy-email = correo
customers-copy-name = nombre
customers-copy-code = código
customers-copy-none = De este cliente no hay ninguno anotado: no se ha copiado nada.
customers-copy-nothing = no hay

customers-archive-title = { $n ->
    [one] Archivar 1 cliente
   *[other] Archivar { $count } clientes
}
customers-unarchive-title = { $n ->
    [one] Recuperar del archivo 1 cliente
   *[other] Recuperar del archivo { $count } clientes
}
customers-archive-what = Dejan de verse en las listas; sus compras siguen contando. state:archived los encuentra.
customers-unarchive-what = Vuelven a verse en todas las listas.
customers-archive-do = Archivar { $count }
customers-unarchive-do = Recuperar { $count }
customers-only-visible = { $n ->
    [one] Solo el visible
   *[other] Solo los { $count } visibles
}
customers-visible = { $count } a la vista con el filtro actual
customers-hidden = { $n ->
    [one] { $count } marcado que el filtro oculta
   *[other] { $count } marcados que el filtro oculta
}
customers-undo-hint = Se puede deshacer con u (también después de cerrar).
customers-never-title = No contactar más con { $name }
customers-never-title-many = { $n ->
    [one] No contactar más con 1 cliente
   *[other] No contactar más con { $count } clientes
}
customers-never-what = Sale de las listas de contacto y nadie vuelve a llamarle.
customers-never-what-many = Salen de las listas de contacto y nadie vuelve a llamarles.
customers-never-do = No contactar más
customers-agenda-many = { $n ->
    [one] 1 cliente marcado
   *[other] { $count } clientes marcados
}

customers-preview-waiting = …
customers-preview-since = Desde
customers-preview-since-value = { $month } ({ $tenure })
customers-preview-tenure-months = { $n } m
customers-preview-tenure-years = { $years } a
customers-preview-tenure-both = { $years } a { $n } m
customers-preview-tenure-days = menos de 1 m
customers-preview-never = todavía sin compras
customers-preview-zone = Zona
customers-preview-phone = Teléfono
customers-preview-owner = Responsable
customers-preview-revenue = 12 meses
customers-preview-clv = V. futuro
customers-preview-orders = Pedidos
customers-preview-orders-value = { $n } · medio { $mean }
customers-preview-orders-none = ninguno en 12 meses
customers-preview-last = Última
customers-preview-last-value = { $day } · { $days } d
customers-preview-last-today = hoy
customers-preview-rhythm = Compra cada
customers-preview-rhythm-value = { $days } d · { $words }
customers-preview-months = Por mes
customers-preview-next = Próxima acción
customers-preview-next-none = sin próxima acción · a agendar
customers-preview-contact = Último contacto
customers-preview-contact-none = ninguno anotado · c anotar

customers-explain-title = ¿De dónde salen estas columnas?
customers-explain-list = Lista
customers-explain-list-text = { $shown } de { $all } clientes: { $what }
customers-explain-list-all = todos los no archivados
customers-explain-stage = Etapa
customers-explain-stage-text = Sale de las compras de cada cliente a fecha de hoy y de los límites de Ciclo; no se escribe a mano.
customers-explain-last = Últ.
customers-explain-last-text = Días desde la última compra válida; anuladas y abonadas por completo no cuentan.
customers-explain-revenue = 12 m
customers-explain-revenue-text = Compras menos abonos, sin impuestos, del { $from } al { $to }. La lista suma { $total }.

label-picker-title = { $n ->
    [one] Etiquetas del cliente
   *[other] Etiquetas de { $count } clientes
}
label-picker-search = buscar o crear:
label-picker-have = { $have } de { $all }
label-picker-create = crear «{ $name }»
label-picker-none = Todavía no hay etiquetas: escriba un nombre para crear la primera.
label-picker-put = pone o quita
label-picker-more = pone o quita y sigue
label-picker-done = cierra
label-picker-hint = Espacio pone o quita · Intro y cierra
label-picker-hint-many = Intro pone o quita (pregunta antes)
label-add-title = { $n ->
    [one] Poner la etiqueta «{ $label }» a 1 cliente
   *[other] Poner la etiqueta «{ $label }» a { $count } clientes
}
label-remove-title = { $n ->
    [one] Quitar la etiqueta «{ $label }» a 1 cliente
   *[other] Quitar la etiqueta «{ $label }» a { $count } clientes
}
label-visible = { $count } a la vista con el filtro actual
label-hidden = { $n ->
    [one] { $count } marcado que el filtro oculta
   *[other] { $count } marcados que el filtro oculta
}
label-see-hidden = v verlos
label-hidden-heading = Marcados que el filtro oculta
label-have = { $n ->
    [one] { $count } ya la tiene: no cambia
   *[other] { $count } ya la tienen: no cambian
}
label-have-not = { $n ->
    [one] { $count } no la tiene: no cambia
   *[other] { $count } no la tienen: no cambian
}
label-change = { $n ->
    [one] { $count } cambiará
   *[other] { $count } cambiarán
}
label-do-add = Etiquetar { $count }
label-do-remove = Quitar a { $count }
label-only-visible = { $n ->
    [one] Solo el visible
   *[other] Solo los { $count } visibles
}
label-undo-hint = Se puede deshacer con u (también después de cerrar).

label-manager-title = Etiquetas { $count }
label-manager-keys = n nueva · e cambiar · Supr borrar · Mayús+↑↓ mover · Intro ver clientes
label-manager-keys-short = n nueva · e cambiar · Supr borrar
label-manager-empty = Todavía no hay etiquetas. n crea la primera.
label-column-chip = En lista
label-column-name = Nombre
label-column-code = Código
label-column-colour = Color
label-column-customers = Clientes
label-heading = Etiqueta «{ $label }»
label-delete-title = Borrar la etiqueta «{ $label }»
label-delete-what = { $n ->
    [0] No la tiene ningún cliente.
    [one] La tiene 1 cliente: se le quita.
   *[other] La tienen { $count } clientes: se les quita.
}
label-delete-do = Borrar
label-editor-new = Etiqueta nueva
label-editor-edit = Cambiar la etiqueta «{ $label }»
label-editor-name = Nombre
label-editor-colour = Color
label-editor-code = Código
label-editor-sample = Así se ve
label-editor-code-hint = una o dos letras, propias de esta etiqueta
label-editor-colour-hint = ← → cambia
label-editor-keys = Tab campo · Intro guardar
label-error-no-name = Hace falta un nombre.
label-error-name-taken = Ya hay una etiqueta que se llama así.
label-error-code-taken = Ese código es de «{ $label }».
label-error-code-long = Como mucho dos letras.
label-colour-0 = sin color
label-colour-1 = rojo
label-colour-2 = naranja
label-colour-3 = amarillo
label-colour-4 = lima
label-colour-5 = verde
label-colour-6 = turquesa
label-colour-7 = celeste
label-colour-8 = azul
label-colour-9 = violeta
label-colour-10 = fucsia
label-colour-11 = marrón
label-colour-12 = gris
customers-copied = Copiado: { $text }
customers-scope-leave = Esc vuelve a todos
customers-marked-short = { $n ->
    [one] ● 1 marcado
   *[other] ● { $count } marcados
}
