# Importar archivos: por qué no se lee un archivo, qué pregunta, qué se rechaza y qué se ha reparado.
# Cada error lleva además { $file }, el nombre del archivo.

import-error-io = { $file } no se puede leer: { $cause }. Compruebe la ruta y los permisos.
import-error-missing = No existe «{ $file }». Compruebe el nombre y la carpeta.
import-error-empty = { $file } está vacío. No hay nada que importar.
import-error-not-a-table = { $file } no es una tabla de texto sino { $what ->
        [xlsb] un libro binario de Excel: guárdelo como .xlsx e impórtelo
        [ods] una hoja OpenDocument: guárdela como .xlsx o CSV e impórtela
        [zip] un archivo ZIP: descomprímalo e importe lo que contiene
        [pdf] un PDF: exporte los datos como CSV
        [html] una página web: quizá la descarga ha fallado; descárguelo de nuevo
        [json] un archivo JSON: exporte los datos como CSV
        [program] un programa
        [ole] un documento antiguo o protegido de Office: guárdelo como CSV sin contraseña
        [sqlite] una base de datos: ábrala con --db si es de cartera
       *[other] un archivo binario
    }.
import-error-broken-gzip = { $file } está comprimido y cortado o dañado tras la línea { $row }. Descárguelo de nuevo; no se ha importado nada.
import-error-broken-workbook = { $file } es un libro de Excel dañado. Ábralo con la hoja de cálculo, guárdelo de nuevo (.xlsx) e impórtelo. No se ha importado nada.
import-error-open-card = { $file }: la tarjeta que empieza en la línea { $row } no termina; el archivo está cortado. Exporte otra vez los contactos; no se ha importado nada.
import-error-bomb = { $file } ocupa más de { $megabytes } MB al descomprimirlo, más de lo que una tabla puede. No se ha importado nada.
import-error-open-quote = { $file }, línea { $row }, columna { $column }: unas comillas se abren y no se cierran. Ciérrelas o bórrelas e importe de nuevo.
import-error-row-too-long = { $file }, línea { $row }, columna { $column }: la fila pasa de { $megabytes } MB. Quizá faltan unas comillas o un salto de línea.
import-error-too-many-columns = { $file }, línea { $row }: la fila tiene { $columns } columnas o más. ¿Es una tabla de clientes o de ventas?
import-error-no-rows = { $file } tiene cabecera pero ninguna fila.
import-error-unknown-columns = En { $file } ninguna columna se reconoce ({ $headers }). Diga qué es cada una con --map COLUMNA=CAMPO.
import-error-no-header = { $file } no tiene cabecera: la primera fila ya es un dato ({ $first }). Diga qué es cada columna por su número: --map 1=customer.name,2=customer.phone…
import-error-unknown-preset = No hay ningún formato «{ $name }». El más parecido es «{ $nearest }»; import --list-presets los muestra todos.
import-error-preset-mismatch = { $file } no es del formato { $preset }: faltan las columnas { $missing }. Elija otro formato o use --map.
import-error-unknown-column = { $file } no tiene ninguna columna «{ $column }». La más parecida es «{ $nearest }».
import-error-unknown-field = No hay ningún campo «{ $field }». El más parecido es «{ $nearest }»; import --list-presets los muestra todos.
import-error-map-syntax = «{ $part }» no tiene la forma COLUMNA=CAMPO.
import-error-field-needed = Para importar compras hace falta una columna para { $field }, y no está claro cuál es. Dígala con --preset generic --map COLUMNA={ $field }.
import-error-field-candidates = Para importar compras hace falta una columna para { $field }, y no está claro cuál es. Puede ser: { $candidates }. Dígala con --map COLUMNA={ $field }.
import-error-name-candidates = Ninguna columna de { $file } dice cómo se llama cada cliente. Podría ser: { $candidates }. Dígala con --map COLUMNA=customer.name; si no es de clientes, envíela a otro campo, por ejemplo --map COLUMNA=purchase.note.
import-error-name-needed = Ninguna columna de { $file } dice cómo se llama cada cliente. Diga cuál es con --preset generic --map COLUMNA=customer.name.
import-error-other-currency = { $file }, línea { $row }, columna { $column }: la moneda es { $found } y la de la cartera es { $expected }. Un archivo en otra moneda no se importa.
import-error-unknown-sheet = { $file } no tiene ninguna hoja «{ $sheet }». Tiene: { $sheets }.
import-error-statement = { $file } parece el extracto de una cuenta: tiene la columna { $column } y ninguna dice quién compra. No se ha importado nada. Para las ventas hace falta la lista de facturas o de tiques.
import-error-ledger = { $file } parece un libro de entradas y salidas: en la columna { $column } está lo que sale y en otra lo que entra. No se ha importado nada. Para las ventas hace falta la lista de facturas o de tiques.
import-error-quotes = { $file } parece una lista de presupuestos ({ $column }), que todavía no son ventas. No se ha importado nada. Si son ventas, póngale a esa columna el nombre «Factura».
import-error-months = { $file } tiene una columna por mes ({ $column } y las siguientes): dice cuánto suma cada mes y no qué día se vendió. No se ha importado nada. Para las ventas hace falta la lista de facturas o de tiques, con una fila y una fecha por venta; si solo quiere los clientes, quite las columnas de los meses.
import-error-second-table = En la línea { $row } de { $file } empieza otra tabla con otras columnas ({ $headers }). No se ha importado nada. Guarde cada tabla en su propio archivo o en su propia hoja e impórtelas una a una.
import-error-goods = { $file } parece una lista de productos: tiene la columna { $column } y ninguna dice cómo llegar a nadie. No se ha importado nada. Si son clientes, indique las columnas con --map COLUMNA=CAMPO.
import-error-payments = { $file } parece una lista de cobros: lo dice la columna { $column }. No se ha importado nada: lo cobrado no es lo vendido. Para las ventas hace falta la lista de facturas o de tiques.
import-error-account = { $file } parece el extracto de una cuenta: la columna { $column } dice lo que queda después de cada movimiento, y hay entradas y salidas. No se ha importado nada. Para las ventas hace falta la lista de facturas o de tiques.
import-error-journal = { $file } parece un libro diario: tiene la columna { $column } con cuentas contables, y debe y haber. No se ha importado nada. Exporte en su lugar la lista de facturas o las ventas por cliente.
import-error-suppliers = { $file } parece una lista de compras a proveedores: la columna { $column } dice quién vende y ninguna dice quién compra. No se ha importado nada. Si son ventas, póngale a la columna del cliente el nombre «Cliente».
import-error-scattered = { $file }, línea { $row }: las filas de demasiados documentos están mezcladas. Ordene el archivo por número de documento e impórtelo de nuevo.

import-question-decimal = Columna { $column }: ¿la marca de { $examples } (línea { $row }) separa decimales o miles?
import-question-date-order = Columna { $column }: ¿en { $examples } (línea { $row }) va antes el día o el mes?

import-reject-missing = Línea { $row }, { $column }: falta el valor.
import-reject-nameless = Línea { $row }: ni nombre, ni correo, ni teléfono dicen quién es.
import-reject-undated = Línea { $row }: nada dice qué día se vendió.
import-reject-impossible-date = Línea { $row }, { $column }: «{ $value }» no existe en el calendario.
import-reject-month-alone = Línea { $row }, { $column }: «{ $value }» es un mes y no dice el día.
import-reject-not-a-date = Línea { $row }, { $column }: «{ $value }» no es una fecha.
import-reject-not-a-number = Línea { $row }, { $column }: «{ $value }» no es un número.
import-reject-amount-too-large = Línea { $row }, { $column }: «{ $value }» es demasiado grande para un importe.
import-reject-phone-scientific = Línea { $row }, { $column }: «{ $value }» era un teléfono y la hoja de cálculo le ha quitado cifras. Búsquelo en el original.
import-reject-phone-short = Línea { $row }, { $column }: «{ $value }» tiene muy pocas cifras para un teléfono.
import-reject-not-an-email = Línea { $row }, { $column }: «{ $value }» no es una dirección de correo.
import-reject-not-a-tax-id = Línea { $row }, { $column }: «{ $value }» no es un NIF.
import-reject-not-a-postal-code = Línea { $row }, { $column }: «{ $value }» no es un código postal.
import-reject-not-yes-no = Línea { $row }, { $column }: «{ $value }» no es ni sí ni no.
import-reject-not-a-year = Línea { $row }, { $column }: «{ $value }» no da un año de nacimiento.
import-reject-too-long = Línea { $row }, { $column }: el valor pasa de un megabyte.
import-reject-code-twice = Línea { $row }, { $column }: el código «{ $value }» ya es de otro cliente, en la línea { $first }.
import-reject-extra-cells = Línea { $row }: la fila tiene { $cells } celdas y la cabecera { $columns }. Quizá falta poner un valor entre comillas.
import-reject-discount-range = Línea { $row }, { $column }: «{ $value }» no es un descuento entre 0 y 100 %.

import-note-replaced = { $count ->
        [one] Un byte que no es texto se ha cambiado por «�».
       *[other] { $count } bytes que no son texto se han cambiado por «�».
    }
import-note-postal-codes = { $count ->
        [one] Un código postal ha recuperado su cero inicial.
       *[other] { $count } códigos postales han recuperado su cero inicial.
    }
import-note-unused-columns = Columnas que no se han usado: { $columns }{ $more ->
    [0] {""}
    [one] {" "}y otra
   *[other] {" "}y otras { $more }
}. Con --map COLUMNA=CAMPO entran.
import-note-other-sheets = Hay más hojas con tablas que no se han leído: { $sheets }. Impórtelas con --sheet NOMBRE.
import-note-payments = { $count ->
        [one] Una fila no es otra venta (cobro, apertura, la misma venta con otro medio de pago) y no se ha importado.
       *[other] { $count } filas no son otras ventas (cobros, apertura, la misma venta con otro medio de pago) y no se han importado.
    }
import-note-drafts-skipped = { $count ->
        [one] Un borrador sin número no se ha importado.
       *[other] { $count } borradores sin número no se han importado.
    }
import-note-total-rows = { $count ->
        [one] Una fila de totales o de texto suelto se ha saltado.
       *[other] { $count } filas de totales o de texto suelto se han saltado.
    }
import-note-repeated-headers = { $count ->
        [one] Una cabecera repetida se ha saltado.
       *[other] { $count } cabeceras repetidas se han saltado.
    }
import-note-same-customers = { $count ->
        [one] Una fila repetía un cliente palabra por palabra.
       *[other] { $count } filas repetían un cliente palabra por palabra.
    }
import-note-deleted = { $count ->
        [one] Una dirección marcada como borrada se ha pasado por alto.
       *[other] { $count } direcciones marcadas como borradas se han pasado por alto.
    }
import-note-further-addresses = { $count ->
        [one] Alguien tiene otra dirección más en el fichero; se guarda la primera.
       *[other] Hay { $count } direcciones más de quienes ya tienen una en el fichero; se guarda la primera.
    }
import-note-conflicts = { $count ->
        [one] Una fila dice otra cosa que la primera de su cliente o documento; vale la primera.
       *[other] { $count } filas dicen otra cosa que la primera de su cliente o documento; vale la primera.
    }
import-note-by-name = { $count ->
        [one] Un cliente sin código se ha reconocido por su nombre.
       *[other] { $count } clientes sin código se han reconocido por su nombre.
    }
import-note-alike = { $count ->
        [one] Un cliente nuevo se parece a otro que ya estaba (NIF, correo o teléfono). Mírelo con: cartera duplicates
       *[other] { $count } clientes nuevos se parecen a otros que ya estaban (NIF, correo o teléfono). Mírelos con: cartera duplicates
    }
import-note-renamed = { $count ->
        [one] Un código que ya existía tiene ahora otro nombre, y nada más en común. Si el archivo es de otro programa, deshaga con cartera undo e impórtelo con --source NOMBRE.
       *[other] { $count } códigos que ya existían tienen ahora otro nombre, y nada más en común. Si el archivo es de otro programa, deshaga con cartera undo e impórtelo con --source NOMBRE.
    }
import-note-two-names = { $count ->
        [one] Un código lleva dos nombres distintos en el archivo; vale el primero. Si son dos personas, corrija el código en el archivo.
       *[other] { $count } códigos llevan dos nombres distintos en el archivo; vale el primero de cada uno. Si son dos personas, corrija el código en el archivo.
    }
import-note-copies = { $count ->
        [one] Un documento venía dos veces con el mismo número, cliente e importe: cuenta una vez, en el primer día. Si se vendió dos veces, póngale un número propio al segundo.
       *[other] { $count } documentos venían otra vez con el mismo número, cliente e importe: cuentan una vez, en el primer día. Lo que se vendió dos veces necesita un número propio.
    }
import-note-short-rows = { $count ->
        [one] Una fila tiene menos celdas que la cabecera; las que faltan quedan vacías.
       *[other] { $count } filas tienen menos celdas que la cabecera; las que faltan quedan vacías.
    }

import-stopped = Importación de { $file } detenida; no ha entrado nada.
import-rejects-beside = Sin error: es del mismo documento que una fila con error.
import-rejects-reason = Motivo
