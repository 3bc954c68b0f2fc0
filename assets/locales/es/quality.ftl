# Calidad de los datos: clientes apuntados dos veces.

cli-duplicates-summary = { $count ->
        [0] No hay dos clientes que compartan NIF, teléfono, correo o nombre y código postal.
        [one] Una pareja de clientes puede ser la misma persona o empresa.
       *[other] { INT($count) } parejas de clientes pueden ser la misma persona o empresa.
    }
cli-column-shared = Comparten
cli-column-likelihood = Parecido
cli-duplicate-tax-id = NIF
cli-duplicate-email = correo
cli-duplicate-phone = teléfono
cli-duplicate-name-postal-code = nombre y código postal
cli-joined-summary = { $count ->
        [0] No hay ningún cliente unido a otro.
        [one] Un cliente está unido a otro.
       *[other] { INT($count) } clientes están unidos a otro.
    }
cli-column-joined = Es ahora
cli-error-not-joined = No hay nadie unido a otro con el código «{ $text }». Los hay en «cartera duplicates --joined».
duplicates-title = Clientes repetidos
duplicates-tab-pairs = Parejas
duplicates-tab-joined = Unidos
duplicates-looking = Buscando parejas…
duplicates-failed = No se pudo leer la cartera.
duplicates-none = No hay dos clientes que compartan NIF, teléfono, correo o nombre y código postal.
duplicates-none-how = Para unir otros dos, márquelos en la lista de clientes (espacio) y pulse M.
duplicates-none-joined = Nadie está unido a otro.
duplicates-column-first = Uno
duplicates-column-second = Otro
duplicates-column-orders = Compras
duplicates-column-on = Unido el
duplicates-column-by = Por
duplicates-by-tax-id = NIF
duplicates-by-email = correo
duplicates-by-phone = teléfono
duplicates-by-name-postal-code = nombre y CP
duplicates-do-compare = comparar
duplicates-do-separate = separar
duplicates-separate = Separar
duplicates-leave = Dejar unidos
duplicates-separate-what = { $name } vuelve a ser un cliente aparte de { $into }.
duplicates-separate-since = Lo escrito desde que se unieron se queda en { $into }.
merge-title = ¿Son el mismo cliente?
merge-stays = se queda
merge-goes = se une
merge-column-field = Campo
merge-field-fax = Fax
merge-field-birth = Nacimiento
merge-field-seasonal = De temporada
merge-consent-phone = Por teléfono
merge-consent-email = Por correo
merge-consent-sms = Por SMS
merge-consent-post = Por carta
merge-contacts-allowed = Contactos
merge-yes = sí
merge-no = no
merge-purchases = Compras
merge-contacts = Contactos
merge-notes = Notas
merge-note-choice = ● queda · los huecos se rellenan · un «no» de cualquiera de los dos vale
merge-note-kept = Compras, contactos y notas se juntan; lo que cede queda como dato.
merge-do-join = unir
merge-do-choose = elegir lado

# Calidad: medidas y lo que hay que arreglar.

quality-validity = Válidos
quality-sufficiency = Suficientes
quality-contrast = Contrastados
quality-score = Nota
quality-purpose-calling = para llamar
quality-purpose-invoicing = para facturar
quality-purpose-mailing = para escribir
quality-purpose-profile = para el perfil
quality-lag-median = Retraso del registro, mediana
quality-lag-p90 = Retraso del registro, 9 de cada 10
quality-days = { $days ->
    [one] 1 día
   *[other] { $days } días
}
quality-duplicates = Posibles repetidos
quality-wrong = Datos inválidos
quality-missing = Datos que faltan
quality-data-until = Datos hasta
quality-c-measure = Medida
quality-c-share = Parte
quality-c-n = De
quality-c-field = Dato
quality-c-value = Valor
quality-c-problem = Problema
quality-c-money = En juego
quality-expected = { $what } ¿{ $expected }?
quality-field-tax-id = NIF
quality-field-phone = Teléfono
quality-field-mobile = Móvil
quality-field-email = Correo
quality-field-address = Dirección
quality-field-postal-code = C. postal
quality-field-city = Población
quality-field-birth-year = Nacimiento
quality-problem-tax-id-form = no es un NIF
quality-problem-tax-id-control = control erróneo
quality-problem-phone-form = no es un teléfono
quality-problem-phone-prefix = sin prefijo del país
quality-problem-wrong-number = no es su número
quality-problem-email-form = no es un correo
quality-problem-postal-code-form = código no válido
quality-problem-postal-code-province = de otra provincia
quality-problem-birth-year = año imposible
quality-problem-missing = falta

# Pestaña
quality-figures = Calidad de los datos
quality-customers = { $n ->
    [one] un cliente
   *[other] { INT($n) } clientes
}
quality-counting = Contando…
quality-until = datos hasta { $day }
quality-short-median = Retraso (med.)
quality-short-p90 = 9 de cada 10
quality-short-import = Importado
quality-short-duplicates = Repetidos
quality-queue-fix = Por arreglar
quality-queue-wrong = Inválidos
quality-queue-confirm = Por comprobar
quality-count-fix = { $wrong ->
    [one] un inválido
   *[other] { INT($wrong) } inválidos
}, { $missing ->
    [one] falta uno
   *[other] { INT($missing) } faltan
}
quality-count-confirm = { INT($n) } sin comprobar
quality-never-confirmed = sin comprobar
quality-confirmed-on = comprobado { $day }
quality-none-to-fix = No hay nada que arreglar.
quality-none-wrong = No hay datos inválidos. m enseña lo que está sin comprobar.
quality-none-to-confirm = Todo lo que hay está comprobado.
quality-nobody = Todavía no hay clientes: i importa un archivo; n, en Clientes, anota el primero.
quality-gone = Ese cliente ya no está.
quality-list-invalid = con datos inválidos
quality-list-incomplete = con datos por completar
quality-list-unverified = con datos sin comprobar
quality-key-fix = por arreglar
    .long = cola: por arreglar
quality-key-wrong = solo inválidos
    .long = cola: solo inválidos
quality-key-confirm = por comprobar
    .long = cola: por comprobar
quality-key-save = guardar
quality-edit-title = { $field } de { $name }
quality-edit-label = Valor
quality-edit-right = ✓ puede ser
quality-edit-wrong = { $why }: si de verdad es así, Esc y v
quality-confirm-title = Comprobado: { $field } { $value }
quality-confirm-label = Con qué
quality-confirm-how = por ejemplo: su tarjeta, se lo pregunté, su web
quality-explain-validity = Valores que pueden ser / valores que se pueden juzgar: NIF, NIE o CIF con su control, teléfono E.164, correo, código postal y su provincia, año de nacimiento. Lo extranjero no se juzga.
quality-explain-by-field = Por dato
quality-explain-sufficiency = Datos que hay / datos que hacen falta. Llamar: nombre, teléfono que valga, base. Facturar: nombre, NIF, dirección, C. postal, población. Escribir: correo o dirección entera. Perfil: nacimiento e ingresos (o actividad), ocasión, beneficio.
quality-explain-contrast = Valores comparados con otra fuente en los últimos { $months } meses / valores que hay. Si el valor cambia, deja de contar.
quality-explain-score = Válidos { $valid }, suficientes { $sufficient }, contrastados { $contrasted }; lo que no se puede medir no pesa.
quality-explain-lag = Días desde que pasó hasta que se anotó, de { INT($n) } compras y contactos de los últimos 12 meses.
quality-explain-queue = Todo lo inválido y, de lo que falta, los { $n } con más dinero en juego: ingresos de los 12 meses hasta la última compra. Sin archivados.
quality-profile = Comprobado
quality-capped = las de más dinero, de { $all } en total
quality-nothing-to-confirm = Aquí falta el dato: no hay nada que comprobar. Con e se escribe.
