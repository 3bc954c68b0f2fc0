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
