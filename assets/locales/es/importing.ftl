# Importar en pantalla: elegir el archivo, ver lo que se propone, confirmar.
importing-title = Importar
importing-step-file = Archivo
importing-step-columns = Columnas
importing-step-result = Resumen
importing-choose = ¿Qué archivo?
importing-endings = { $endings }
importing-chooser-keys = Intro abre · ← sube una carpeta · Tab completa
importing-path = Archivo o ruta:
importing-reading = Leyendo…
importing-folder = carpeta
importing-folder-empty = Aquí no hay nada con ese nombre.
importing-folder-none = Esta carpeta no tiene archivos. ← sube una carpeta; también puede escribir la ruta.
importing-do = importar
importing-change = cambiar
importing-go-on-word = ver los clientes
importing-bytes = { $n } B
importing-columns = Columnas
importing-assigned = { INT($n) } de { INT($all) } asignadas
importing-column-file = En el archivo
importing-column-example = Ejemplo
importing-column-to = Va a
importing-left-out = (no importar)
importing-preset = Formato
importing-decimal = Decimales
importing-decimal-comma = coma  1.240,50
importing-decimal-point = punto  1,240.50
importing-dates = Fechas
importing-dates-dmy = día/mes/año
importing-dates-mdy = mes/día/año
importing-dates-ymd = año-mes-día
importing-label-bad = Con error
importing-sheet = Hoja
importing-source = Códigos de
importing-source-same = reconocen al cliente
importing-source-generic = archivos propios
importing-sheet-others = { $n ->
    [one] hay otra con tabla
   *[other] hay otras { $n } con tablas
}
importing-bad = Valores con error
importing-bad-skip = omitirlos
importing-bad-refuse = no importar nada
importing-bad-count = { $n ->
    [0] ninguno
    [one] 1 valor
   *[other] { INT($n) } valores
  }
importing-what = Qué hay en el archivo
importing-tab = tabulador
importing-evidence = { $encoding } · separado por «{ $delimiter }» · decimales con «{ $decimal }» · fechas { $dates }
importing-unmapped = Ninguna columna dice de quién es cada fila: hace falta al menos un código, un nombre, un correo, un teléfono o un NIF.
importing-unmapped-field = Para importar compras falta la columna de «{ $field }».
importing-map-here = Elija con Intro, en la línea de cada columna, adónde va.
importing-map-first = Antes hay que decir qué son las columnas.
importing-answer-here = Elíjalo con Intro en la línea «{ $line }».
importing-counts = { $rows ->
    [one] 1 fila
   *[other] { INT($rows) } filas
  }: { $customers ->
    [one] 1 cliente
   *[other] { INT($customers) } clientes
  } y { $purchases ->
    [one] 1 documento
   *[other] { INT($purchases) } documentos
  }
importing-total = Sin cliente: { $anonymous ->
    [0] ninguna línea
    [one] 1 línea
   *[other] { INT($anonymous) } líneas
  } · total del archivo { $total }
importing-rejected = { $n ->
    [one] 1 valor con error
   *[other] { INT($n) } valores con error
  }: corrija el archivo o elija «omitirlos».
importing-rejected-skip = { $n ->
    [one] 1 valor con error se queda fuera; lo demás de su fila entra si puede.
   *[other] { INT($n) } valores con error se quedan fuera; lo demás de sus filas entra si puede.
  }
importing-wait = El archivo todavía se está leyendo.
importing-answer-first = Antes hay que responder a la pregunta del archivo.
importing-bad-first = Elija «omitirlos» en la línea «Valores con error», o corrija el archivo.
importing-no-rows = El archivo no tiene filas que importar.
importing-another-file = Esc vuelve a elegir archivo.
importing-foot = Nada se escribe hasta confirmar con Ctrl+S · se deshace entero con u · copia automática antes
importing-foot-done = La importación se deshace entera con u.
importing-foot-nothing = No cambió nada: no hay nada que deshacer.
importing-running = Importando
importing-progress = { $rows ->
    [one] 1 fila
   *[other] { INT($rows) } filas
  } · { $done } de { $all }
importing-cancel = Esc lo para: no queda nada de lo importado.
importing-done = Importado
importing-label-rows = Filas
importing-label-customers = Clientes
importing-label-purchases = Compras
importing-label-anonymous = Sin cliente
importing-label-total = Total
importing-label-left-out = Diferencia
importing-label-other-sheets = Hojas sin leer
importing-label-alike = Parecidos
importing-alike = { $n ->
    [one] 1 nuevo se parece a otro que ya estaba: véalo con «: repetidos»
   *[other] { INT($n) } nuevos se parecen a otros que ya estaban: véalos con «: repetidos»
  }
importing-label-renamed = Otro nombre
importing-renamed = { $n ->
    [one] 1 código que ya existía es ahora de otro nombre. ¿Otro programa? u lo deshace; al importar, «Códigos de»
   *[other] { INT($n) } códigos que ya existían son ahora de otro nombre. ¿Otro programa? u lo deshace; al importar, «Códigos de»
  }
importing-label-two-names = Dos nombres
importing-two-names = { $n ->
    [one] 1 código lleva dos nombres distintos en el archivo: vale el primero
   *[other] { INT($n) } códigos llevan dos nombres distintos en el archivo: vale el primero
  }
importing-label-copies = Dos veces
importing-copies = { $n ->
    [one] 1 documento venía dos veces, con igual número, cliente e importe: cuenta una
   *[other] { INT($n) } documentos venían otra vez, con igual número, cliente e importe: cuentan una
  }
importing-label-recovered = Recuperados
importing-customers = { $new ->
    [one] 1 nuevo
   *[other] { INT($new) } nuevos
  } · { $updated ->
    [one] 1 actualizado
   *[other] { INT($updated) } actualizados
  } · { $unchanged ->
    [one] 1 igual
   *[other] { INT($unchanged) } iguales
  }
importing-purchases = { $new ->
    [one] 1 nueva
   *[other] { INT($new) } nuevas
  } · { $updated ->
    [one] 1 actualizada
   *[other] { INT($updated) } actualizadas
  } · { $unchanged ->
    [one] 1 igual
   *[other] { INT($unchanged) } iguales
  } · { $cancelled ->
    [one] 1 anulada/abono
   *[other] { INT($cancelled) } anuladas/abonos
  }
importing-anonymous = { $n ->
    [0] ninguna línea
    [one] 1 línea por { $total }
   *[other] { INT($n) } líneas por { $total }
  }
importing-totals-equal = archivo = importado = { $imported }, al céntimo ✓
importing-totals = archivo { $file } · importado { $imported }
importing-left-out-rejected = { $amount } con error
importing-left-out-refused = { $amount } sin importar
importing-recovered = { $n ->
    [one] 1 perdido ha vuelto a comprar
   *[other] { INT($n) } perdidos han vuelto a comprar
  }
importing-go-on = Intro: ver los clientes
importing-card-full-name = Nombre completo
importing-card-given-name = Nombre de pila
importing-card-family-name = Apellidos
importing-card-organization = Organización
importing-card-email = Correo
importing-card-phone = Teléfono
importing-card-mobile = Móvil
importing-card-fax = Fax
importing-card-street = Calle
importing-card-city = Población
importing-card-region = Provincia
importing-card-postal-code = Código postal
importing-card-country = País
importing-card-birthday = Cumpleaños
importing-card-note = Nota
importing-card-categories = Categorías
importing-card-uid = Identificador (UID)
importing-card-portfolio-code = Código en la cartera
importing-card-title = Cargo
importing-field-customer-code = Código
importing-field-customer-name = Nombre
importing-field-customer-first-name = Nombre de pila
importing-field-customer-last-name = Apellidos
importing-field-customer-company = Empresa
importing-field-customer-contact = Persona de contacto
importing-field-customer-email = Correo
importing-field-customer-phone = Teléfono
importing-field-customer-mobile = Móvil
importing-field-customer-fax = Fax
importing-field-customer-address = Dirección
importing-field-customer-city = Población
importing-field-customer-region = Provincia
importing-field-customer-postal-code = Código postal
importing-field-customer-country = País
importing-field-customer-birth-year = Nacimiento
importing-field-customer-income = Ingresos
importing-field-customer-zone = Zona
importing-field-customer-occasion = Ocasión
importing-field-customer-benefit = Beneficio buscado
importing-field-customer-activity = Actividad
importing-field-customer-source = Origen
importing-field-customer-tags = Etiquetas
importing-field-customer-notes = Notas
importing-field-customer-owner = Responsable
importing-field-customer-since = Cliente desde
importing-field-customer-do-not-call = No contactar nunca desde
importing-field-customer-tax-id = NIF / CIF
importing-field-customer-left = Baja
importing-field-customer-active = Sigue activo
importing-field-customer-consent-email = Permiso: correo
importing-field-customer-consent-phone = Permiso: teléfono
importing-field-customer-consent-sms = Permiso: SMS
importing-field-customer-consent-post = Permiso: carta
importing-field-customer-consent = Permiso: sin decir por qué vía
importing-field-customer-objects-email = Se opone: correo
importing-field-customer-objects-phone = Se opone: llamadas
importing-field-customer-objects-sms = Se opone: SMS
importing-field-customer-objects-post = Se opone: carta
importing-field-customer-subscription = Suscripción
importing-field-purchase-number = Compra: número
importing-field-purchase-series = Compra: serie
importing-field-purchase-date = Compra: fecha
importing-field-purchase-amount = Compra: importe
importing-field-purchase-tax = Compra: impuestos
importing-field-purchase-discount-amount = Compra: descuento
importing-field-purchase-shipping = Compra: portes
importing-field-purchase-refunded = Compra: devuelto
importing-field-purchase-adjusted-amount = Compra: importe tras devoluciones
importing-field-purchase-withheld = Compra: retención
importing-field-purchase-status = Compra: estado
importing-field-purchase-cancelled-at = Compra: anulada el
importing-field-purchase-channel = Compra: canal
importing-field-purchase-sales-rep = Compra: vendedor
importing-field-purchase-currency = Compra: moneda
importing-field-purchase-reverses = Compra: rectifica a
importing-field-purchase-note = Compra: nota
importing-field-offer-made-on = Oferta: hecha el
importing-field-offer-lost-on = Oferta: perdida el
importing-field-offer-why = Oferta: por qué se perdió
importing-field-line-code = Línea: código
importing-field-line-product = Línea: producto
importing-field-line-category = Línea: categoría
importing-field-line-quantity = Línea: cantidad
importing-field-line-unit-price = Línea: precio
importing-field-line-amount = Línea: importe
importing-field-line-cost = Línea: coste
importing-field-line-discount = Línea: descuento (0–1)
importing-field-line-discount-percent = Línea: descuento %
importing-field-line-discount-amount = Línea: descuento en dinero
importing-field-line-articles = Líneas: todas en una celda
importing-foot-short = Nada se escribe hasta confirmar con Ctrl+S · se deshace entero con u
importing-stop = parar
importing-preset-online-retail = Online Retail
importing-preset-cdnow = CDNOW (compras)
importing-preset-chinook = Chinook (facturas)
importing-preset-northwind = Northwind (pedidos)
importing-preset-portfolio-cards = Cartera: contactos
importing-preset-portfolio-customers = Cartera: clientes
importing-preset-portfolio-purchases = Cartera: compras
importing-preset-shopify-orders = Shopify: pedidos
importing-preset-shopify-drafts = Shopify: borradores
importing-preset-shopify-customers = Shopify: clientes
importing-preset-woocommerce-orders = WooCommerce: pedidos
importing-preset-odoo-invoices = Odoo: facturas
importing-preset-hubspot-companies = HubSpot: empresas
importing-preset-ledger = Contabilidad: diario (ContaPlus, Contasol, Sage, A3)
importing-preset-ledger-accounts = Contabilidad: plan de cuentas
importing-preset-square = Square: ventas
importing-preset-square-customers = Square: clientes
importing-preset-loyverse = Loyverse: tiques
importing-preset-factura-es = Facturas españolas
importing-preset-google-contacts = Contactos de Google
importing-preset-google-contacts-old = Google (antiguo)
importing-preset-outlook = Contactos de Outlook
importing-preset-hubspot-contacts = HubSpot: contactos
importing-preset-pipedrive = Pipedrive
importing-preset-hubspot-deals = HubSpot: negocios
importing-preset-pipedrive-deals = Pipedrive: tratos
importing-preset-stripe-payments = Stripe: pagos
importing-preset-stripe-customers = Stripe: clientes
importing-preset-paypal = PayPal: actividad
importing-preset-sumup = SumUp: transacciones
importing-preset-amazon-orders = Amazon: pedidos
importing-preset-amazon-payments = Amazon: pagos
importing-preset-ebay-orders = eBay: pedidos
importing-preset-etsy-orders = Etsy: pedidos
importing-preset-etsy-items = Etsy: artículos de pedidos
importing-preset-wix-orders = Wix: pedidos
importing-preset-squarespace-orders = Squarespace: pedidos
importing-preset-toast-items = Toast: líneas de pedidos
importing-preset-toast-orders = Toast: pedidos
importing-preset-magento-orders = Magento: pedidos
importing-preset-prestashop-orders = PrestaShop: pedidos
importing-preset-bigcommerce-orders = BigCommerce: pedidos
importing-preset-bigcommerce-customers = BigCommerce: clientes
importing-preset-vend-sales = Vend / Lightspeed X: ventas
importing-preset-vend-customers = Vend / Lightspeed X: clientes
importing-preset-prestashop-customers = PrestaShop: clientes
importing-preset-zoho-invoices = Zoho: facturas
importing-preset-zoho-contacts = Zoho CRM: contactos
importing-preset-xero-invoices = Xero: facturas
importing-preset-quickbooks = QuickBooks: transacciones
importing-preset-freshbooks = FreshBooks: facturas
importing-preset-thunderbird = Contactos de Thunderbird
importing-preset-pipedrive-organizations = Pipedrive: organizaciones
importing-preset-sii-ventas = Registro de ventas (SII, Chile)
importing-preset-aeat-expedidas = Libro registro de facturas expedidas (AEAT)
importing-preset-brevo = Brevo: contactos
importing-preset-vcard = Tarjetas de contacto (vCard)
importing-preset-generic = Según las columnas
importing-evidence-aligned = { $encoding } · columnas alineadas · decimales con «{ $decimal }» · fechas { $dates }
importing-evidence-sheet = Excel, hoja «{ $sheet }» · números y fechas tal como están
importing-evidence-workbook = Excel · números y fechas tal como están
importing-evidence-cards = Tarjetas de contacto (vCard)
importing-counts-offers = { $offers ->
    [one] 1 oferta sin cerrar como venta
   *[other] { INT($offers) } ofertas sin cerrar como venta
  }
importing-label-offers = Ofertas
importing-offers = { $new ->
    [one] 1 nueva
   *[other] { INT($new) } nuevas
  } · { $updated ->
    [one] 1 actualizada
   *[other] { INT($updated) } actualizadas
  } · { $unchanged ->
    [one] 1 igual
   *[other] { INT($unchanged) } iguales
  }
importing-save-bad = guardar errores
importing-save-bad-hint = Ctrl+X guarda esas filas con su motivo en un archivo, para corregirlas e importarlas.
importing-undecided = sin decidir: Intro
