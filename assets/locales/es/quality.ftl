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
quality-expected = { $what } (¿{ $expected }?)
quality-field-tax-id = NIF
quality-field-phone = Teléfono
quality-field-mobile = Móvil
quality-field-email = Correo
quality-field-address = Dirección
quality-field-postal-code = C. postal
quality-field-city = Localidad
quality-field-birth-year = Nacimiento
quality-problem-tax-id-form = no es un NIF
quality-problem-tax-id-control = letra o dígito de control
quality-problem-phone-form = no es un teléfono
quality-problem-phone-prefix = sin prefijo del país
quality-problem-wrong-number = no es su número
quality-problem-email-form = no es un correo
quality-problem-postal-code-form = no es un código postal
quality-problem-postal-code-province = de otra provincia
quality-problem-birth-year = año imposible
quality-problem-missing = falta
