# La cartera misma: nombres, copias, otra cartera, historial, acerca de.
portfolio-reading = Leyendo…
portfolio-business-title = Negocio y usuario
portfolio-business = Negocio
portfolio-user = Usuario
portfolio-user-hint = firma los contactos y cambios
portfolio-backups = Copias de seguridad
portfolio-no-backups = Todavía no hay ninguna copia. Se hace una cada día de trabajo y antes de cada importación; «: copia» hace una ahora.
portfolio-column-when = Cuándo
portfolio-column-who = Quién
portfolio-column-what = Qué
portfolio-column-customers = Clientes
portfolio-column-size = Tamaño
portfolio-column-file = Archivo
portfolio-restore-foot = Intro restaura la elegida · la cartera de ahora se guarda al lado
portfolio-restore-ask = ¿Restaurar esta copia?
portfolio-restore-text = La cartera vuelve a como estaba el { $when }, con { $n ->
    [one] 1 cliente
   *[other] { INT($n) } clientes
  }. Esto no se deshace con u. La cartera de ahora no se pierde: queda al lado como before-restore-….db.
portfolio-restore-yes = Restaurar
portfolio-open = Abrir otra cartera
portfolio-history = Historial de cambios
portfolio-history-empty = Todavía no se ha cambiado nada.
portfolio-undone = deshecho
portfolio-undone-label = Deshecho
portfolio-about-line = La cartera de clientes de un negocio pequeño: a quién llamar hoy y por qué.
portfolio-label-version = Versión
portfolio-label-file = Archivo
portfolio-label-until = Datos hasta
portfolio-label-store = Base de datos
portfolio-backups-text = { $n ->
    [0] ninguna
    [one] 1 · la última, { $last }
   *[other] { INT($n) } · la última, { $last }
  }
portfolio-private = Todo se queda en este equipo. Sin internet.
portfolio-licence = Licencia MIT.
portfolio-do-restore = restaurar
