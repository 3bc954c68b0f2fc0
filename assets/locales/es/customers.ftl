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
customers-copy-mobile = segundo teléfono
customers-copy-email = correo
customers-copy-name = nombre
customers-copy-code = código
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

filter-label = Filtro
filter-hint = pulse / y escriba un nombre, un teléfono, etiqueta:…
filter-empty-hint = nombre, teléfono, correo o  etiqueta: etapa: zona: gasto> ultima<90d   ↑ anteriores
filter-completion-hint = Tab toma · ↑↓ elige
filter-or = o
filter-not = no { $what }
filter-say-text = contiene «{ $text }»
filter-say-tag = etiqueta «{ $what }»
filter-say-stage = etapa { $what }
filter-say-rhythm = ritmo { $what }
filter-say-state = estado { $what }
filter-say-reason = razón { $what }
filter-say-zone = zona { $what }
filter-say-owner = responsable { $what }
filter-say-source = origen { $what }
filter-say-last = última compra { $what }
filter-say-since = cliente { $what }
filter-say-contact = último contacto { $what }
filter-say-next = próximo contacto { $what }
filter-say-spent = gastan { $what } en 12 meses
filter-say-total = han gastado { $what } en total
filter-say-orders = pedidos: { $what }
filter-any-tag = con alguna etiqueta
filter-any-stage = en cualquier etapa
filter-any-rhythm = con ritmo
filter-any-state = en algún estado especial
filter-any-zone = con zona
filter-any-owner = con responsable
filter-any-source = con origen
filter-any-last = con alguna compra
filter-any-since = con fecha de alta
filter-any-contact = con algún contacto
filter-any-next = con próximo contacto
filter-any-spent = con cualquier gasto
filter-any-total = con cualquier total
filter-any-orders = con cualquier número de pedidos
filter-any-reason = con razón anotada
filter-none-tag = sin etiqueta
filter-none-stage = sin etapa
filter-none-rhythm = sin ritmo
filter-none-state = sin estado especial
filter-none-zone = sin zona
filter-none-owner = sin responsable
filter-none-source = sin origen
filter-none-last = sin ninguna compra
filter-none-since = sin fecha de alta
filter-none-contact = sin ningún contacto
filter-none-next = sin próximo contacto
filter-none-spent = sin gasto
filter-none-total = sin total
filter-none-orders = sin pedidos
filter-none-reason = sin razón anotada
filter-value-stage-prospect = prospectos
filter-value-stage-new = nuevos
filter-value-stage-adolescent = adolescentes
filter-value-stage-mature = maduros
filter-value-stage-veteran = veteranos
filter-value-stage-lost = perdidos
filter-value-rhythm-on-time = al día
filter-value-rhythm-due = les toca comprar
filter-value-rhythm-late = se retrasan
filter-value-rhythm-at-risk = en riesgo
filter-value-rhythm-lost = perdidos
filter-value-state-archived = archivados
filter-value-state-do-not-call = no contactar
filter-value-state-definitive = perdidos definitivos
filter-value-reason-price = por el precio
filter-value-reason-quality = por la calidad
filter-value-reason-delay = por los plazos
filter-value-reason-service = por el trato
filter-value-reason-stock = por falta de existencias
filter-value-reason-error = por un error nuestro
filter-value-reason-competitor-price = por el precio de la competencia
filter-value-reason-competitor-offer = por la oferta de la competencia
filter-value-reason-competitor-nearer = por una competencia más cercana
filter-value-reason-closed-down = por cierre
filter-value-reason-moved = por mudanza
filter-value-reason-no-need = porque ya no lo necesitan
filter-value-reason-unknown = por razón desconocida
filter-value-reason-ours = por causa nuestra
filter-value-reason-competitor = por la competencia
filter-value-reason-external = por causa externa
filter-number-equal = exactamente { $n }
filter-number-not-equal = cualquier cifra menos { $n }
filter-number-greater = más de { $n }
filter-number-at-least = al menos { $n }
filter-number-less = menos de { $n }
filter-number-at-most = como mucho { $n }
filter-between = entre { $low } y { $high }
filter-ago-equal = en los últimos { $days } días
filter-ago-not-equal = en los últimos { $days } días
filter-ago-greater = hace más de { $days } días
filter-ago-at-least = hace { $days } días o más
filter-ago-less = hace menos de { $days } días
filter-ago-at-most = en los últimos { $days } días
filter-ahead-equal = en los próximos { $days } días
filter-ahead-not-equal = en los próximos { $days } días
filter-ahead-greater = dentro de más de { $days } días
filter-ahead-at-least = dentro de { $days } días o más
filter-ahead-less = antes de { $days } días
filter-ahead-at-most = en los próximos { $days } días
filter-day-equal = el { $day }
filter-day-not-equal = el { $day }
filter-day-greater = después del { $day }
filter-day-at-least = desde el { $day }
filter-day-less = antes del { $day }
filter-day-at-most = hasta el { $day }
filter-name-tag = etiqueta
filter-name-stage = etapa
filter-name-rhythm = ritmo
filter-name-state = estado
filter-name-zone = zona
filter-name-owner = responsable
filter-name-source = origen
filter-name-last = ultima
filter-name-since = alta
filter-name-contact = contacto
filter-name-next = proximo
filter-name-spent = gasto
filter-name-total = total
filter-name-orders = pedidos
filter-name-reason = razon
filter-meaning-tag = etiqueta puesta
filter-meaning-stage = nuevo, adolescente, maduro…
filter-meaning-rhythm = al día, toca, tarde, riesgo
filter-meaning-state = archivado, no_llamar, definitivo
filter-meaning-zone = zona, provincia o ciudad
filter-meaning-owner = quién lo atiende
filter-meaning-source = de dónde llegó
filter-meaning-last = última compra: <90d, >1a, 2026-03
filter-meaning-since = cliente desde
filter-meaning-contact = último contacto: <30d
filter-meaning-next = próximo contacto: hoy, <7d
filter-meaning-spent = gasto en 12 meses: >500
filter-meaning-total = gasto de siempre: >500
filter-meaning-orders = número de pedidos: >3
filter-meaning-reason = razón de la pérdida
filter-unknown-field = No hay ningún campo «{ $name }».
filter-unknown-field-near = No hay ningún campo «{ $name }»: ¿quería decir «{ $near }»?
filter-unknown-value = «{ $value }» no es un valor de { $field }.
filter-unknown-value-near = «{ $value }» no es un valor de { $field }: ¿quería decir «{ $near }»?
filter-not-comparable = { $field } no se compara con < ni >: use { $field }:…
filter-not-a-number = { $field } espera un número y «{ $value }» no lo es.
filter-not-a-date = { $field } espera fecha o plazo (90d, 3m, 2026-03), no «{ $value }».
filter-no-such-day = { $last ->
    [0] No existe el mes { $number }.
   *[other] No existe el { $day } de { $month }: tiene { $last } días.
}
filter-too-deep = Demasiados paréntesis uno dentro de otro.
filter-too-long = El filtro es demasiado largo (como mucho { $limit } letras).
filter-clash-recent = { $first } y { $second } se excluyen: nadie se pierde antes de { $days } d.
filter-clash-prospect = { $first } y { $second } se excluyen: un potencial aún no ha comprado.
filter-clash-disjoint = { $first } y { $second } se excluyen: nadie está en dos a la vez.
filter-clash-range = { $first } y { $second } se excluyen: no dejan a nadie en medio.
filter-clash-upside-down = { $first } va del revés: el primer valor es el mayor.

label-picker-title = { $n ->
    [one] Etiquetas del cliente
   *[other] Etiquetas de { $count } clientes
}
label-picker-search = buscar o crear:
label-picker-have = { $have } de { $all }
label-picker-create = crear «{ $name }»
label-picker-none = Todavía no hay etiquetas: escriba un nombre para crear la primera.
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
