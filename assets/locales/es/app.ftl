# El programa alrededor de las vistas: barra, avisos, ayuda, menú, borradores.
small-size = La ventana mide { $columns }×{ $rows }.
small-needed = Hacen falta 60×16 (mejor 80×24).
small-how = Agrándela o reduzca la letra:
small-keys = Ctrl + -   (Mac: Cmd + -)
small-safe = No se ha perdido nada.        q q salir

banner-sample = DATOS DE EJEMPLO · nada de esto es real · «: quitar» los deja
banner-sample-brief = DATOS DE EJEMPLO · «: quitar» los deja
banner-as-of-brief = vista al { $day }
banner-read-only = SOLO LECTURA · { $why }
banner-stale = los datos acaban el { $day }, hace { $ago }: i importa más
banner-as-of = Cartera vista a fecha de { $day }

quit-hint = Pulse q otra vez para salir.
interrupt-hint = Pulse Ctrl+C otra vez para salir.
toast-undo-hint = u deshacer
toast-undone = Deshecho: { $what }
toast-redone = Rehecho: { $what }
toast-nothing-to-undo = No hay nada más que deshacer.
toast-nothing-to-redo = No hay nada que rehacer.
toast-no-change = No hacía falta cambiar nada.
toast-backed-up = Copia hecha y comprobada: { $file }
toast-recovered = { $n ->
    [one] vuelve un cliente perdido
   *[other] vuelven { INT($n) } clientes perdidos
  }
toast-restored = Copia restaurada: { $file }
toast-language = Ahora en español.
toast-theme = Tema: { $theme }
toast-ascii-on = Bordes ASCII.
toast-ascii-off = Bordes con líneas.
toast-mouse-on = Ratón activado.
toast-mouse-off = Ratón desactivado: la terminal selecciona texto.
toast-copied = Copiado: { $text }
toast-not-here = «{ $action }» no se puede hacer aquí.
toast-read-only = La cartera está en solo lectura: no se ha cambiado nada.
theme-auto = automático
theme-dark = oscuro
theme-light = claro
theme-high-contrast = alto contraste
theme-mono = sin color

portfolio-opening = Abriendo la cartera…
status-backup = Copia de seguridad: { $when }
status-no-backup = Todavía no hay copia de seguridad
status-file = datos en { $file } (solo en este equipo)
status-file-brief = datos en { $file }
status-until = datos hasta { $day }
status-until-late = datos hasta { $day } (hace { $ago })
status-draft = Borrador guardado · si se cierra el programa, se recupera al volver

help-title-card = Teclas
help-title = Teclas en «{ $view }»
help-title-all = Todas las órdenes
help-search = buscar: { $text }_
help-counts = esta pantalla { $here } · todo { $all }
help-mouse = RATÓN  clic elige · doble abre · rueda mueve · clic en cabecera ordena
help-mouse-copy = Mayús + arrastrar (Mac: fn/Opción) copia texto · «: ratón» lo apaga
help-languages = Las mismas teclas en español e inglés. Cambiar idioma: «: idioma»
help-none = Nada se llama así. Esc borra la búsqueda.
help-footer = escriba para buscar  ↑↓ elegir  Intro ejecutar  Tab: todo / aquí  Esc cerrar
palette-title = Órdenes
palette-customers = CLIENTES
palette-actions = ÓRDENES
palette-labels = ETIQUETAS
palette-segments = SEGMENTOS
palette-none = Nada se llama así.
palette-prefixes = Prefijos:   > órdenes   @ clientes   # etiquetas
palette-hint = La tecla de la derecha hace lo mismo sin este menú.
palette-footer = ↑↓ elegir  Intro ejecutar  Esc cerrar
palette-label = Clientes con la etiqueta «{ $label }»
goto-title = g  ir a…
goto-first = primero
goto-last = último
goto-customer = cliente…
goto-label = etiqueta…
goto-segment = segmento…
goto-today = hoy
goto-next-marked = siguiente marcado
goto-mark-filtered = marcar filtrados
goto-profile = segmentos, campos y escalas
goto-said = buscar en notas y datos
goto-rules = reglas de etapa
goto-calls = cómo van las llamadas
goto-offers = ofertas y pedidos
goto-quality = calidad de los datos
goto-backups = copias
goto-keys = atajos (ayuda)
goto-previous-tab = pestaña anterior
messages-title = Mensajes de esta sesión
messages-none = Todavía no hay ningún mensaje.
about-title = cartera
about-version = Versión { $version }
about-line = La cartera de clientes de un negocio pequeño: a quién llamar hoy y por qué.
about-licence = Licencia MIT. Sin internet: los datos no salen de este equipo.
about-file = Archivo: { $file }
draft-title = Hay algo sin guardar
draft-line = La última vez quedó un formulario a medias.
draft-count = { $count ->
    [one] Es 1 borrador.
   *[other] Son { $count } borradores; este es el más reciente.
}
draft-open = Seguir con él
draft-drop = Descartarlo
draft-later = Más tarde
leave-sample-title = Quitar los datos de ejemplo
leave-sample-line = Vuelve a su propia cartera. El ejemplo es un archivo aparte: no se mezcla con nada suyo.
leave-sample-yes = Volver a mi cartera
panic-message = cartera se ha detenido por un fallo propio. La terminal queda como estaba y los datos guardados están a salvo en { $file }.
panic-message-no-file = cartera se ha detenido por un fallo propio. La terminal queda como estaba.
error-title = No se pudo
error-read-only-wanted = Abierta solo para leer (--read-only).
error-threads = El programa no puede trabajar: { $what }
error-sample = Los datos de ejemplo no se pueden preparar: { $what }
help-move = mover
help-sideways = pestaña o casilla
    .short = pestañas
help-page = página
help-ends = primero / último
    .short = extremos
help-panel = otro panel o campo
    .short = panel, campo
help-tab = pestaña anterior / siguiente
    .short = otra pestaña
help-period = periodo anterior / siguiente
    .short = otro periodo
help-views = cambiar de vista
    .short = vistas
goto-products = artículos
goto-replenish = reposición
goto-bought-once = compraron una vez
toast-copied-rows =
    { $n ->
        [one] Copiada una fila, con sus títulos.
       *[other] Copiadas { INT($n) } filas, con sus títulos.
    }
