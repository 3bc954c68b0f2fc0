# Lo que se sabe de cada cliente: perfil, segmentos, campos propios, puntuaciones, búsqueda en notas.
page-profile = Perfil
page-v-score = Puntuación

profile-hint = D: anotar un dato con su fuente · Intro: detalle · Supr: borrarlo
profile-c-what = Qué
profile-c-known = Lo que se sabe
profile-unknown = sin dato
profile-place = Zona
profile-holiday = Próximo festivo
profile-age = Edad
profile-income = Ingresos
profile-business = Empresa
profile-occasions = Ocasiones
profile-season = Temporada
profile-benefits = Qué busca
profile-usage = Uso
profile-loyalty = Lealtad
profile-language = idioma: { $language }
profile-since = desde el { $day }
profile-turnover = factura { $amount } al año
profile-employees = { $n ->
    [one] 1 empleado
   *[other] { INT($n) } empleados
}
profile-occasion = { $name } ({ $n ->
    [one] 1 compra
   *[other] { INT($n) } compras
})
profile-next-peak = la próxima, { $month }
profile-benefit = { $name } ({ $n ->
    [0] sin evidencia
    [one] 1 evidencia
   *[other] { INT($n) } evidencias
})
profile-generation = generación { $name }
profile-birthday = cumple el { $day }
profile-usage-words = { $usage } · { $n ->
    [one] 1 compra
   *[other] { INT($n) } compras
} en 12 meses (medio desde { $medium }, intensivo desde { $intensive })
profile-cuts = medio desde { $medium }, intensivo desde { $intensive }
profile-by-cuts = cortes fijos
profile-by-terciles = tercios de quienes compraron
profile-loyalty-words = { $class } { $points } / 10
profile-loyalty-untold = no se puede decir todavía: faltan compras o el gasto declarado
profile-breadth = variedad
profile-regularity = regularidad
profile-share = cuota
profile-breadth-long = Variedad
profile-regularity-long = Regularidad
profile-share-long = Cuota
profile-part-unknown = no se sabe: no cuenta
profile-categories = { $bought } de { $sold } categorías en 12 meses
profile-days = { $n ->
    [one] 1 día de compra
   *[other] { INT($n) } días de compra
} en 12 meses
profile-wallet = { $revenue } de { $wallet } que dice gastar al año ({ $day })
profile-no-wallet = no ha dicho cuánto gasta en total: se usan las otras dos partes
profile-version = escala v{ $n }
profile-score = { $points } / 10
profile-no-score = sin puntuación: no se sabe nada de lo que puntúa
profile-scale-title = { $name } · versión { $n }, desde el { $day }
profile-part = { $value } → { $points } puntos × peso { $weight }
profile-part-out = { $value } → no cuenta
profile-score-sum = { $sum } / { $weights } = { $points }
profile-why-place = La provincia sale de las dos primeras cifras del código postal; si falta, de la provincia escrita. La zona horaria es la de la provincia (35 y 38: Canarias) o la del país, salvo que se escriba otra en la ficha.
profile-why-holiday = Festivos nacionales, Viernes Santo incluido, y los propios de su provincia o zona que se anoten en «Segmentos, campos y escalas».
profile-why-age = Años cumplidos a la fecha que se mira. La generación es la última que empieza antes del año de nacimiento. Sin fecha ni año de nacimiento no hay edad.
profile-why-income = El tramo de ingresos escrito en la ficha, declarado o estimado.
profile-why-season = Ventas menos abonos de cada mes del año, sumando todos los años, entre el total.
profile-why-usage = Compras de los últimos 12 meses frente a los dos cortes. Sin compras no hay uso.
profile-why-loyalty = Raíz del producto de las partes que se saben, de 0 a 10: exclusivo desde 6,67, compartido desde 3,33, cambiante por debajo; ninguna si no compró en 12 meses. Variedad: categorías que compra entre las que se venden. Regularidad: 1 menos la desviación de los intervalos entre su media. Cuota: lo que gasta aquí entre lo que dice gastar.
profile-why-score = Suma de puntos por peso entre la suma de pesos, de 0 a 10.
explain-formula = Cálculo
explain-inputs = Datos
explain-now = Ahora

income-unknown = sin decir
income-declared = declarados
income-estimated = estimados
usage-none = sin uso
usage-occasional = ocasional
usage-medium = medio
usage-intensive = intensivo
usage-terciles = terciles
loyalty-none = ninguna
loyalty-switching = cambiante
loyalty-shared = compartida
loyalty-exclusive = exclusiva
statement-fact = Dato
statement-benefit = Beneficio
statement-file = Archivo
field-text = texto
field-number = número
field-money = dinero
field-date = fecha
field-yes-no = sí o no
field-choice = lista
missing-skip = no cuenta
missing-zero = cero puntos
holiday-new-year = Año Nuevo
holiday-epiphany = Reyes
holiday-good-friday = Viernes Santo
holiday-labour = Día del Trabajo
holiday-assumption = la Asunción
holiday-hispanic = Fiesta Nacional
holiday-all-saints = Todos los Santos
holiday-constitution = la Constitución
holiday-immaculate = la Inmaculada
holiday-christmas = Navidad

special-health = salud
special-religion = religión o creencias
special-politics = opiniones políticas
special-union = afiliación sindical
special-sex-life = vida u orientación sexual
special-ethnicity = origen racial o étnico
special-biometrics = datos genéticos o biométricos
special-care = Parece un dato de { $what }: la ley (art. 9 del RGPD) solo deja guardarlo con el consentimiento expreso del cliente. Si no lo tiene, mejor no lo anote.

score-f-loyalty = lealtad
score-f-revenue-12m = gasto
score-f-orders-12m = compras
score-f-days-since-last = días sin comprar
score-f-usage = uso
score-f-stage = etapa
score-f-age = edad
score-f-generation = generación
score-f-income = ingresos
score-f-occasion = ocasión
score-f-benefit = qué busca
score-f-province = provincia
score-f-zone = zona
score-f-turnover = facturación
score-f-employees = empleados
score-f-activity = actividad
score-f-wallet = gasto declarado
scale-example = Relación
scale-how = Una línea por dato: dato; peso; valor = puntos, … — vale <=3, >=7, una palabra o * para el resto; puntos de 0 a 10, con punto decimal.
scale-fields = Datos: { $fields }.
scale-bad-shape = línea { $line }: escriba dato; peso; valor = puntos
scale-bad-field = línea { $line }: no hay ningún dato que se llame así
scale-bad-weight = línea { $line }: el peso va de 1 a 100
scale-bad-piece = línea { $line }: escriba valor = puntos, de 0 a 10
rules-bad-generation = ! Generaciones, línea { $line }: escriba año y nombre, como «1981 Millennial»
rules-bad-holiday = ! Festivos, línea { $line }: escriba día-mes, provincia o zona y nombre, como «29-06 Burgos: San Pedro»
rules-how = Generaciones: «1981 Millennial» en cada línea. Festivos: «29-06 Burgos: San Pedro»; sin lugar, para todos.

form-statement-new = Anotar un dato
form-statement-edit = Editar un dato
form-field-new = Nuevo campo
form-field-edit = Editar campo
form-scale-new = Nueva puntuación
form-scale-edit = { $name }: nueva versión
form-profile-rules = Edades, uso y festivos
form-f-kind = Tipo
form-f-evidence = Fuente
form-f-cites = Dicho en
form-f-choices = Valores
form-f-criteria = Qué puntúa
form-f-missing = Si falta
form-f-usage-cuts = Cortes de uso
form-f-generations = Generaciones
form-f-holidays = Festivos
form-f-language = Idioma
form-f-timezone = Zona horaria
form-f-birth-day = Nacimiento
form-f-income-source = Cómo se sabe
form-f-income-on = Se sabe desde
form-f-wallet = Gasta al año
form-f-wallet-on = Lo dijo el
form-f-turnover = Facturación
form-f-employees = Empleados
form-f-activity = Actividad
form-hint-several = varios: con comas
form-hint-wallet = aquí y en otros sitios
form-hint-activity = CNAE o qué hace
form-hint-timezone = vacía: la de su zona
form-hint-statement = lo que se sabe, o la ruta
form-hint-evidence = quién lo dijo, qué se vio
form-hint-field = lo verá en la ficha
form-hint-choices = solo listas: con comas
form-hint-cuts = «4, 12» o «terciles»
form-cites-older = una nota o un contacto anterior
form-bad-value = no se entiende
form-bad-cuts = dos números, el segundo no menor

profiles-birthdays = Cumpleaños
profiles-groups = Grupos
profiles-occasions = Ocasiones
profiles-benefits = Beneficios
profiles-fields = Campos
profiles-scales = Puntuación
profiles-birthdays-hint = próximos 30 días · Intro: ficha · e: reglas
profiles-groups-hint = Intro: quiénes son · e: generaciones, cortes y festivos
profiles-occasions-hint = Intro: quiénes son · w: ventas por mes
profiles-benefits-hint = Intro: quiénes son · o: a quién llamar por un producto nuevo · w: cómo se calcula
profiles-fields-hint = n: nuevo · e: editar · Supr: borrar
profiles-scales-hint = n: nueva · e: nueva versión · Supr: dejar de usar
profiles-birthdays-none = Nadie cumple años en los próximos 30 días, o no se sabe cuándo. La fecha de nacimiento se anota en la ficha de cada cliente.
profiles-groups-none = Todavía no hay grupos: salen de la edad, la provincia y los ingresos de cada ficha, y de las compras.
profiles-occasions-none = Todavía no hay ocasiones. Se anotan en la ficha de un cliente o en una compra: Navidad, obra, boda…
profiles-benefits-none = Todavía no se sabe qué busca nadie. Se anota con D en la ficha del cliente, con su evidencia.
profiles-fields-none = Todavía no hay campos propios. n hace el primero: forma de pago, tamaño del local, lo que haga falta.
profiles-generation = Generación
profiles-c-customers = Clientes
profiles-c-day = Día
profiles-c-name = Nombre
profiles-c-turns = Cumple
profiles-c-kind = Grupo de
profiles-c-occasion = Ocasión
profiles-c-purchases = Compras
profiles-c-next = Próxima
profiles-c-season = Ventas por mes
profiles-c-benefit = Beneficio
profiles-c-evidence = Con evid.
profiles-c-serves = Productos que lo dan
profiles-c-key = En filtros
profiles-c-type = Tipo
profiles-c-version = Versión
profiles-c-since = Desde
profiles-c-criteria = Qué puntúa
profiles-no-product = ninguno destaca
profiles-example = Ejemplo: Relación
profiles-example-how = Intro lo abre; no puntúa hasta guardarlo
profiles-why-occasion = Ventas menos abonos de las compras con esa ocasión, por mes del año; si ninguna la lleva, las de los clientes que la tienen. La próxima es el mes más fuerte que viene.
profiles-why-benefit = Veces que lo compran más quienes buscan el beneficio que el conjunto: (compradores entre quienes lo buscan ÷ quienes lo buscan) ÷ (compradores ÷ todos). Desde 2 compradores que lo busquen.
profiles-serving = ×{ $lift }: { $seekers } de { $of } que lo buscan, { $buyers } de { $all } en total

field-delete-title = Borrar un campo
field-delete-ask = ¿Borrar «{ $name }»? { $n ->
    [0] No lo tiene nadie.
    [one] Lo tiene 1 cliente.
   *[other] Lo tienen { INT($n) } clientes.
}
field-delete-more = Sus valores se van con él; u lo deshace todo.
field-delete-yes = Borrar

said-title = Buscar en notas, contactos y datos
said-words = Palabras:
said-how = Escriba una o varias palabras, o su comienzo; los acentos y las mayúsculas no cuentan.
said-none = Nadie ha dicho eso.
said-where = Dónde
said-note = nota
said-contact = contacto
said-statement = dato
profiles-delete = borrar
form-cuts = medio { $medium }, intensivo { $intensive }
profiles-launch = { $n ->
    [one] 1 lo busca
   *[other] { $n } lo buscan
} · { $products ->
    [one] 1 producto lo sirve
   *[other] { $products } productos lo sirven
}: «{ $benefit }»
point-phone = Teléfono
point-mobile = Móvil
point-fax = Fax
point-email = Correo
point-address = Dirección
point-web = Web
point-portal = Portal
point-social = Red social
point-messaging = Mensajería
point-preferred = preferido
point-invalid = no vale desde el { $day }
point-verified = comprobado el { $day }
point-c-kind = Qué es
point-c-value = Cuál
point-c-label = De quién
point-c-hours = Cuándo
point-c-state = Estado
form-point-new = Otra forma de contacto
form-point-edit = Forma de contacto
form-f-value = Cuál
form-f-label = De quién
form-f-hours = Cuándo
form-f-preferred = Preferido
form-f-valid = Vale
form-f-verified-with = Comprobado con
form-hint-value = el número o la dirección
form-hint-label = compras, portería…
form-hint-hours = de 9 a 11, martes…
form-hint-verified-with = vacío: sin comprobar
