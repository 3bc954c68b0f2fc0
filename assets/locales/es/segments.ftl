# Segmentos guardados.

segment-save-title = Guardar segmento
segment-edit-title = Editar segmento
segment-name = Nombre
segment-kind = Clase
segment-kind-living = vivo: quien cumpla el filtro cada día
segment-kind-frozen = congelado: quienes están ahora
segment-kind-living-short = vivo
segment-kind-frozen-short = congelado
segment-query = Filtro
segment-history = Antes
segment-now = { $n ->
    [one] Ahora: { $count } cliente
   *[other] Ahora: { $count } clientes
}
segment-filter = Filtro: { $query }
segment-only-frozen-scope = La lista parte de una cifra: solo se puede congelar.
segment-only-frozen-empty = Sin filtro solo se puede congelar.
segment-frozen-stays = Está congelado: cambia el nombre, no quiénes están.
segment-no-filter = sin filtro
segment-heading = Segmento { $name }
segment-manager-title = Segmentos { $count }
segment-manager-keys = Intro lista · e edita · Supr borra
segment-manager-empty = Aún no hay segmentos. Filtre los clientes con / y guarde el filtro con S; después se usa escribiendo @nombre.
segment-column-name = Nombre
segment-column-kind = Clase
segment-column-count = Clientes
segment-column-change = Cambio
segment-column-created = Guardado
segment-delete-title = ¿Borrar el segmento «{ $name }»?
segment-delete-what = Los clientes se quedan como están; se borra solo el filtro guardado. Se puede deshacer con u.
segment-delete-do = Borrar
segment-delete-short = borrar
