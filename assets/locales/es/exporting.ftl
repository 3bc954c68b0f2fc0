# La salida: exportaciones.
export-done =
    { $records ->
        [one] Escrito: { $file } (un registro)
       *[other] Escrito: { $file } ({ INT($records) } registros)
    }
export-stopped = La exportación se detuvo; no se escribió ningún archivo.
export-error-pair =
    De { $what ->
        [customers] los clientes
        [purchases] las compras
        [contacts] los contactos
        [all] todo
        [letters] las cartas
        [labels] las etiquetas
       *[other] { $what }
    } no hay { $format }: puede ser { $can }.
export-error-format = Diga en qué formato: export { $what } --format csv, xlsx o json.
export-error-template = Las cartas necesitan un texto con huecos: --template ARCHIVO
export-error-template-file = La plantilla { $file } no se puede leer: { $what }
export-error-placeholder = { $file }, línea { $line }: no se conoce {"{"}{ $name }{"}"}. Puede ponerse: { $known }
export-error-brace = { $file }, línea { $line }: una llave sin su pareja. Una llave del texto se escribe dos veces.
export-left-out-do-not-call =
    { $count ->
        [one] Un cliente fuera: no contactar nunca.
       *[other] { INT($count) } clientes fuera: no contactar nunca.
    }
export-left-out-objection =
    { $count ->
        [one] Un cliente fuera: se opone al correo postal.
       *[other] { INT($count) } clientes fuera: se oponen al correo postal.
    }
export-left-out-no-basis =
    { $count ->
        [one] Un cliente fuera: no ha comprado ni ha aceptado cartas.
       *[other] { INT($count) } clientes fuera: no han comprado ni han aceptado cartas.
    }
export-left-out-robinson =
    { $count ->
        [one] Un cliente fuera: está en una lista de exclusión.
       *[other] { INT($count) } clientes fuera: están en una lista de exclusión.
    }
export-left-out-complaint =
    { $count ->
        [one] Un cliente fuera: tiene una queja abierta.
       *[other] { INT($count) } clientes fuera: tienen una queja abierta.
    }
export-left-out-unreachable =
    { $count ->
        [one] Un cliente fuera: sin dirección.
       *[other] { INT($count) } clientes fuera: sin dirección.
    }
export-report-title =
    Informe { $name ->
        [lifecycle] del ciclo de vida
        [flow] de entradas y salidas
        [winback] de recuperación
        [calls] de llamadas
        [offers] de ofertas
        [campaigns] de campañas
        [team] del equipo
        [quality] de calidad de datos
        [segments] de segmentos
        [cohorts] de cohortes
        [rfm] RFM
        [pareto] de Pareto
        [rules] de productos juntos
        [value] de valor
        [backtest] de acierto del modelo
        [growth] de crecimiento
       *[other] { $name }
    }, { $day }
export-error-report = Un informe se escribe como .csv, .xlsx, .json o .md: { $file } no termina así.
bundle-done =
    { $new ->
        [one] Un cliente nuevo
       *[other] { INT($new) } clientes nuevos
    }, { INT($updated) } cambiados, { INT($unchanged) } iguales; { INT($purchases) } compras y { INT($offers) } ofertas nuevas o cambiadas.
bundle-actions =
    { $count ->
        [one] Una acción correctiva nueva o cambiada.
       *[other] { INT($count) } acciones correctivas nuevas o cambiadas.
    }
bundle-shared =
    { $count ->
        [one] Un producto, segmento, campaña o puntuación nuevo o cambiado.
       *[other] { INT($count) } productos, segmentos, campañas o puntuaciones nuevos o cambiados.
    }
bundle-erased = Borrado en otro sitio, y aquí para siempre: { $who }.
bundle-erased-along = { $who } (era la misma persona)
bundle-apart = Esa cartera se empezó aparte de esta: quien venía en el mismo archivo es el mismo; quien se escribió en ambas está dos veces.
bundle-settings = Las cifras pueden no coincidir: allí se ajustó de otro modo { $names }. Los ajustes no viajan; los suyos se quedan.
bundle-setting-lifecycle = los límites de las edades
bundle-setting-health = las reglas del flujo sano
bundle-setting-value = el cálculo del valor
bundle-setting-effort = el coste de atender
bundle-setting-calls = el horario y la presión de las llamadas
bundle-setting-usage = los cortes de frecuencia de uso
bundle-setting-holidays = los festivos locales
bundle-setting-generations = las generaciones
bundle-conflict = { $customer }: { $field } lo escribieron ambos: aquí «{ $mine }», allí «{ $theirs }»
bundle-conflicts =
    { $count ->
        [0] No hay nada que elegir.
        [one] Un campo lo escribieron ambos. Queda lo más nuevo; para elegir otro: cartera bundle settle
       *[other] { INT($count) } campos los escribieron ambos. Queda lo más nuevo; para elegir otros: cartera bundle settle
    }
bundle-error-not = { $file } no es un paquete de cartera.
bundle-error-newer = { $file } lo hizo una versión más nueva de cartera (paquetes { $version }). Actualice antes esta.
bundle-error-damaged = { $file } está dañado ({ $what }). No entró nada; pídalo de nuevo.
bundle-error-large = { $file } ocupa más de { $megabytes } MB, y ningún paquete llega a tanto. No entró nada.
bundle-error-currency = { $file } está en { $theirs } y esta cartera en { $mine }: no se pueden unir.
export-title = Exportar
export-format = Formato
export-file = Archivo
export-file-required = Diga a qué archivo.
export-format-csv = CSV (tabla de texto)
export-format-xlsx = XLSX (hoja de cálculo)
export-format-vcf = vCard (agendas)
export-format-json = JSON (programas)
export-format-md = Markdown (documentos)
export-of-list =
    { $n ->
        [one] «{ $title }»: un cliente.
       *[other] «{ $title }»: { $count } clientes.
    }
export-of-report = «{ $title }»: sus tablas, como están hoy.
export-of-all = La cartera entera. En CSV es un archivo comprimido con sus tablas.
export-name-all = cartera
export-progress = { $done } de { $total }…
export-exists = Ya existe { $file }. Guarde otra vez para reemplazarlo.
export-report-lifecycle = edades
export-report-flow = flujo
export-report-cohorts = cohortes
export-of-statement = Las compras de «{ $title }», línea por línea.
conflict-title = Lo que escribieron dos portátiles
conflict-none = No hay nada que elegir.
conflict-column-who = Cliente
conflict-column-field = Campo
conflict-column-mine = Aquí
conflict-column-theirs = Allí
conflict-mine-of = Aquí, { $at }:
conflict-theirs-of = Allí, { $at }, { $author ->
    [none] en el paquete
   *[other] en el paquete de { $author }
}:
conflict-keep-mine = Dejar lo de aquí
conflict-take-theirs = Tomar lo que vino
conflict-later = Después
export-file-where = en su carpeta
conflict-field-point = Forma de contacto
conflict-field-fax = Fax
conflict-field-origin = Procedencia
conflict-field-code = Código
conflict-field-note = Nota
conflict-field-contact = Contacto
conflict-field-statement = Dato
conflict-field-case = Queja
conflict-field-plan = Plan
conflict-field-decision = Decisión
conflict-field-purchase = Compra
conflict-field-offer = Oferta
conflict-valid-until = hasta { $day }
conflict-field-label = Etiqueta
conflict-field-custom = Campo propio
conflict-field-winback = Recuperación
conflict-field-next = Próximo contacto
conflict-field-archived = Archivado
conflict-field-seasonal = De temporada
export-exists-here = ya existe: guarde otra vez
export-file-not = no se escribió
export-never-out = No entra quien no quiere que se le contacte más.
conflict-none-how = Un paquete se trae con «traer el paquete de un colega» (:).
export-of-table =
    { $n ->
        [one] «{ $title }»: una fila, como está en pantalla.
       *[other] «{ $title }»: { $count } filas, como están en pantalla.
    }
export-name-segments = segmentos
export-name-labels = etiquetas
export-name-products = productos
export-name-due = toca reponer
export-column-minutes = Minutos
export-column-due = Seguimientos pendientes
export-column-days = Días entre compras
export-column-launched = Lanzado
export-column-discontinued = Retirado
export-format-bundle = Paquete (otra cartera)
export-of-bundle = Todo lo que otra cartera puede unir a la suya.
export-name-bundle = paquete
bundling-choose = El paquete de un colega
bundling-reading = Mirando el paquete
bundling-running = Uniendo el paquete
bundling-cancel = Esc lo detiene; no queda nada a medias.
bundling-preview = Lo que cambiará
bundling-done = Lo que cambió
bundling-do = traerlo
bundling-from = De
bundling-holds = Trae
bundling-holds-all = toda su cartera
bundling-holds-since = lo tocado desde { $day }
bundling-customers = nuevos { INT($new) } · cambian { INT($updated) } · iguales { INT($unchanged) }
bundling-choose-word = elegir
bundling-close-word = cerrar
bundling-label-actions = Acciones
bundling-label-shared = Comunes
bundling-label-apart = Aparte
bundling-label-settings = Ajustes
bundling-label-erased = Borrados
bundling-label-objections = Oposiciones
bundling-objections =
    { $n ->
        [one] uno ya no quiere que se le contacte: eso vale siempre
       *[other] { INT($n) } ya no quieren que se les contacte: eso vale siempre
    }
bundling-label-conflicts = De ambos
bundling-conflicts =
    { $n ->
        [one] un campo lo escribieron ambos: vale lo más nuevo, y se puede elegir
       *[other] { INT($n) } campos los escribieron ambos: vale lo más nuevo, y se puede elegir
    }
bundling-enter = Intro o Ctrl+S lo trae, en un solo cambio que u deshace. Esc elige otro archivo.
bundling-nothing = No hay nada nuevo en este paquete: ya está todo aquí.
bundling-undo = Está dentro. u lo deshace entero.
bundling-choose-now = Está dentro; u lo deshace entero. Intro: elegir lo que escribieron ambos.
bundling-stopped = Se detuvo; no entró nada.
export-of-tables =
    { $tables ->
        [one] «{ $title }»: una tabla, { $count } filas, como está en pantalla.
       *[other] «{ $title }»: { INT($tables) } tablas, { $count } filas, como están en pantalla.
    }
export-column-setting = Ajuste
export-column-value = Valor
export-column-which = Quiénes
export-column-figure = Cifra
export-column-words = En palabras
export-column-share = Parte
export-column-share-of-revenue = Parte de las ventas
export-column-mean-low = Media: desde
export-column-mean-high = Media: hasta
export-column-measure = Medida
export-column-score = Puntos
export-column-from = Desde
export-column-to = Hasta
export-column-categories = Categorías
export-column-change = Cambio
export-column-closed = Cerrado el
export-column-plans-reached = Planes cumplidos
export-column-plans-ended = Planes terminados
export-column-promoted = Pasan a A
export-column-not-a = No eran A
export-column-hours = Horas
export-column-every-days = Cada (días)
export-column-fair-minutes = Minutos que le tocan
export-column-state = Estado
export-column-bytes = Bytes
export-column-stands = Vale
export-column-weight = Peso
export-cell-both = los dos
export-table-scores = Qué es cada puntuación
export-row-incentive = Bajo cero, con incentivo
export-row-passive = Bajo cero, contacto pasivo
export-row-buyers = Compradores
export-row-repeat = Repitieron
export-row-alive = Siguen siendo clientes
export-row-expected = Días de compra esperados en 26 semanas
export-row-at-stake = Ventas de 12 meses de quienes se van
export-row-top20 = Parte del 20 % mejor
export-row-to80 = Clientes que traen el 80 %
export-row-top1 = Parte del 1 % mejor
export-row-top5 = Parte del 5 % mejor
export-row-gini = Gini
export-row-threshold = Para ser A hacen falta
export-row-wallet-customers = Clientes que dijeron su gasto
export-row-wallet-ours = Lo que nos compran
export-row-wallet-spend = Lo que dicen gastar
export-trend-rising = sube
export-trend-falling = baja
export-trend-level = igual
export-trend-new = nuevo
export-table-customers = Clientes
export-table-purchases = Compras
export-table-contacts = Contactos
export-table-labels = Direcciones
export-status-credit = abono
export-status-void = anulada
export-head-id = Código
export-head-name = Nombre
export-head-company = Empresa
export-head-contact = Contacto
export-head-tax-id = NIF
export-head-email = Correo
export-head-phone = Teléfono
export-head-mobile = Móvil
export-head-fax = Fax
export-head-address = Dirección
export-head-postal-code = Código postal
export-head-city = Población
export-head-region = Provincia
export-head-country = País
export-head-zone = Zona
export-head-birth-year = Nacimiento
export-head-income = Ingresos
export-head-occasion = Ocasión
export-head-benefit = Beneficio
export-head-activity = Actividad
export-head-source = Origen
export-head-tags = Etiquetas
export-head-consent-email = Permiso: correo
export-head-consent-sms = Permiso: SMS
export-head-consent-phone = Permiso: teléfono
export-head-consent-post = Permiso: carta
export-head-owner = Responsable
export-head-created = Cliente desde
export-head-do-not-call = No contactar desde
export-head-next-contact = Próximo contacto
export-head-stage = Etapa
export-head-last-purchase = Última compra
export-head-orders = Compras
export-head-revenue-12m = Gasto 12 m
export-head-revenue-total = Gasto total
export-head-why-today = Por qué hoy
export-head-customer-id = Cliente
export-head-customer = Nombre
export-head-date = Fecha
export-head-sku = Código de producto
export-head-product = Producto
export-head-category = Categoría
export-head-quantity = Cantidad
export-head-unit-price = Precio
export-head-discount = Descuento %
export-head-amount = Importe
export-head-cost = Coste
export-head-total = Total
export-head-status = Estado
export-head-channel = Canal
export-head-seller = Vendedor
export-head-reverses = Rectifica a
export-head-note = Nota
export-head-at = Cuándo
export-head-direction = Sentido
export-head-outcome = Resultado
export-head-reason = Razón
export-head-author = Quién
export-head-next-day = Próximo contacto
export-name-rejects = { $file } errores
export-of-rejects = { $n ->
    [one] Un valor con error: su fila, con el motivo en la última columna.
   *[other] { $n } valores con error: sus filas, con el motivo en la última columna.
} Corríjalas en ese archivo e impórtelo con «i».
