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
