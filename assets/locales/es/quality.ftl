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
