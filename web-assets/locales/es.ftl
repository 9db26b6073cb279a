### Simple Chats in Spanish.

## Words that many pages share

common-accept = Aceptar
common-account = Cuenta
common-back = Atrás
common-block = Bloquear
common-cancel = Cancelar
common-close = Cerrar
common-code = Código
common-current-password = Contraseña actual
common-delete = Eliminar
common-email = Correo electrónico
common-log-in = Iniciar sesión
common-log-out = Cerrar sesión
common-message = Mensaje
common-my-chats = Mis chats
common-name = Nombre
common-new-password = Contraseña nueva
common-online = en línea
common-password = Contraseña
common-repeat-new-password = Repite la contraseña nueva
common-repeat-password = Repite la contraseña
common-save = Guardar
common-search = Buscar
common-sign-up = Registrarse
common-unblock = Desbloquear
common-username = Nombre de usuario
common-you = Tú

## The application and its languages

manifest-short-name = Chats
manifest-description = Chats de dos en tu propio servidor.
manifest-find-people = Buscar personas
manifest-archived-chats = Chats archivados
language-saved = Tu idioma se ha guardado
language-unknown = Elige uno de los idiomas
language-title = Idioma
language-hint = El idioma de las páginas, los correos y las notificaciones.
language-of-browser = El que pida el navegador
language-back = Volver a la cuenta

## Chats

chat-attach-files = Adjuntar archivos
chat-back-my-chats = Volver a mis chats
chat-blocked = Has bloqueado a { $name }. Desbloquea para escribir.
chat-cannot-write-deleted-user = No puedes escribir a un usuario eliminado.
chat-check-new-messages = Comprobar si hay mensajes nuevos
chat-delete-chat = Eliminar chat
chat-deletion-alone = También puedes vaciarlo solo para ti: { $name } conserva todos los mensajes.
chat-deletion-clear-me = Vaciar para mí
chat-deletion-delete-both = Eliminar para ambos
chat-deletion-delete-chat = ¿Eliminar este chat?
chat-deletion-explained = Todos los mensajes entre tú y <strong>{ $name }</strong> se eliminarán para ambos. No se puede deshacer.
chat-deletion-keep-chat = Conservar el chat
chat-dont-reply = No responder
chat-empty = Aún no hay mensajes. Escribe el primero a { $name }.
chat-files-too = { $count ->
        [one] También se enviará { $count } archivo tuyo.
        [many] También se enviarán { $count } de archivos tuyos.
       *[other] También se enviarán { $count } archivos tuyos.
    }
chat-message-to = Mensaje para { $name }
chat-messages = Mensajes
chat-more = Más
chat-newer-messages = Mensajes más nuevos
chat-newest-messages = Últimos mensajes
chat-nothing-here = Aquí no hay mensajes.
chat-older-messages = Mensajes anteriores
chat-pin-mute-archive = Fijar, silenciar, archivar…
chat-request-explained = { $name } quiere escribirte y no ve si has leído esto. Una respuesta también acepta la solicitud.
chat-search-chat = Buscar en este chat
chat-send = Enviar
chat-skip-chats = Ir a los chats
chat-skip-messages = Ir a los mensajes
chat-skip-writing = Ir a escribir
chats-all-chats = Todos los chats
chats-all-chats-archived = Todos tus chats están archivados.
chats-archived-chats = Chats archivados
chats-archived-count = Archivados ({ $count })
chats-chat = Chat
chats-chats = Chats
chats-choose-chat-from-list = Elige un chat de la lista o empieza uno nuevo.
chats-conversations-will-appear-here = Tus conversaciones aparecerán aquí.
chats-find-people = Buscar personas
chats-first-page = Primera página
chats-hit-own = Tú:
chats-marked-unread = marcado como no leído
chats-muted = silenciado
chats-next-page = Página siguiente
chats-no-chats-yet-find = Aún no hay chats. Busca a alguien a quien escribir.
chats-no-messages-yet = Aún no hay mensajes
chats-pages = Páginas
chats-pinned = fijado
chats-previous-page = Página anterior
chats-requests = Solicitudes
chats-row-own = Tú: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> reaccionó con { $emoji } a: <bdi>{ $text }</bdi>
chats-row-you-reacted = Reaccionaste con { $emoji } a: <bdi>{ $text }</bdi>
chats-start-chat = Empezar un chat
chats-there-no-archived-chats = No hay chats archivados.
chats-there-no-more-chats = No hay más chats.
chats-unread = { $count ->
        [one] { $count } sin leer
        [many] { $count } sin leer
       *[other] { $count } sin leer
    }
clear-clear-chat = ¿Vaciar este chat para ti?
clear-clear-me = Vaciar para mí
clear-explained = Todos los mensajes hasta ahora desaparecerán para ti. <strong>{ $name }</strong> los conserva. No se puede deshacer.
clear-keep-messages = Conservar los mensajes
companion-back-chat = Volver al chat
companion-delete-chat = Eliminar chat
companion-go = Ir
companion-go-day = Ir a un día
companion-joined = Se unió el { $time }
companion-lifetime = Mensajes que desaparecen: { $lifetime }
companion-lifetime-off = Mensajes que desaparecen: no
lifetime-back-chat = Volver al chat
lifetime-current = Los mensajes nuevos desaparecen para ambos { $lifetime } después de enviarse.
lifetime-days = días
lifetime-decline = Rechazar
lifetime-hint = Un tiempo más corto y «No» valen al momento. Para lo demás, { $name } tiene que aceptar. Los mensajes que ya están conservan su tiempo.
lifetime-hours = horas
lifetime-minutes = minutos
lifetime-new-messages-disappear-after = Los mensajes nuevos desaparecen a los
lifetime-none = Los mensajes nuevos se quedan hasta que alguien de los dos los elimine.
lifetime-number = Número
lifetime-other = Otro
lifetime-own-proposal = Has propuesto { $lifetime }. { $name } tiene que aceptar.
lifetime-proposal-of-other = { $name } propone que los mensajes nuevos desaparezcan tras { $lifetime }.
lifetime-unit = Unidad
lifetime-withdraw = Retirar
message-another-emoji = Otro emoji
message-delete-message-both = Eliminar el mensaje para ambos
message-deleted-message = Mensaje eliminado
message-disappears-at = Desaparece el { $time }
message-disappears-on = Desaparece el { $time }
message-edit-delete = Editar o eliminar
message-edited = editado
message-more = Más
message-new-messages = Mensajes nuevos
message-one-emoji = Se esperaba un emoji
message-react = Reaccionar
message-reactions = Reacciones
message-remove-emoji = { $emoji }, quitar
message-remove-reaction = Quitar tu reacción { $emoji }
message-reply = Responder
message-report = Denunciar
message-seen = visto
message-sent = enviado
people-back-my-chats = Volver a mis chats
people-chat = Chat
people-enter-part-name-username = Escribe una parte de un nombre o nombre de usuario, o un correo completo. Si hay varias palabras, deben coincidir todas.
people-find-someone-chat-opens = Busca a alguien y el chat se abre aquí.
people-no-one-found = No se encontró a nadie
people-search-again = Buscar de nuevo
people-truncated = Estos son los primeros { $count }. Añade una palabra o unas letras para acotar la búsqueda.
preferences-archive = Archivar
preferences-back-chat = Volver al chat
preferences-clear-me = Vaciar para mí
preferences-delete-chat = Eliminar chat
preferences-disappearing-messages = Mensajes que desaparecen
preferences-hidden = { $name } no ve nada de estos ajustes.
preferences-mark-read = Marcar como leído
preferences-mark-unread = Marcar como no leído
preferences-messages = Mensajes
preferences-mute = Silenciar
preferences-mute-1-hour = Silenciar 1 hora
preferences-mute-1-week = Silenciar 1 semana
preferences-mute-8-hours = Silenciar 8 horas
preferences-mute-ever = Silenciar para siempre
preferences-muted = Silenciado.
preferences-muted-until = Silenciado hasta el { $time }.
preferences-notifications = Notificaciones
preferences-pin = Fijar
preferences-title = Chat con { $name }
preferences-unarchive = Desarchivar
preferences-unmute = Quitar silencio
preferences-unpin = Soltar
report-administrators-site-will-see = Los administradores de este sitio verán este mensaje, quién lo escribió y quién lo denuncia. No ven nada más del chat.
report-report = Denunciar
report-what-wrong = ¿Qué tiene de malo?
requests-more = Más
requests-none = No hay ninguna. Quién puede escribirte se decide en <a href="{ $href }">Privacidad</a>.
requests-requests = Solicitudes
requests-strangers-who-want-write = Desconocidos que quieren escribirte. No ven si has leído sus mensajes. Abre una solicitud para aceptarla, eliminarla o bloquear a quien la envía.
search-any-content = Cualquier contenido
search-back-to-chat = Volver al chat
search-back-to-chats = Volver a mis chats
search-chat = Chat
search-content = Contenido
search-enter-words-beginnings-words = Escribe palabras o comienzos de palabras. Deben aparecer todas. Las palabras entre comillas deben ir seguidas.
search-file = Con un archivo
search-in-chat-with = Buscar en el chat con <bdi>{ $name }</bdi>
search-link = Con un enlace
search-no-messages-found = No se encontraron mensajes
search-older-messages = Mensajes anteriores
search-pages = Páginas
search-search-message-its-chat = Busca un mensaje y su chat se abre aquí.
search-search-messages = Buscar mensajes
search-too-long = { $count ->
        [one] Como máximo { $count } carácter.
        [many] Como máximo { $count } de caracteres.
       *[other] Como máximo { $count } caracteres.
    }
search-written = Escrito por
search-written-anyone = De cualquiera
search-written-me = Escritos por mí
search-written-me-2 = Escritos para mí
share-pick-chat-can-still = Elige un chat. Aún puedes cambiar el texto antes de enviarlo.
share-share = Compartir
share-start-chat = Empezar un chat
share-there-no-chats-yet = Aún no hay chats.
share-there-nothing-share-other = No hay nada que compartir. Otras aplicaciones comparten textos y enlaces con esta desde sus propios menús.
chat-message-reply-deleted-can = El mensaje al que respondes se ha eliminado. Puedes enviar este sin él.
chats-chat-deleted = El chat se ha eliminado
chats-delete-chat = Eliminar chat
lifetime-disappearing-messages = Mensajes que desaparecen
lifetime-new-messages-stay = Los mensajes nuevos se quedan
lifetime-proposal-waits-answer = Tu propuesta espera respuesta
lifetime-there-no-proposal-any = Ya no hay ninguna propuesta
lifetime-use-1-minute-365 = Usa de 1 minuto a 365 días
message-edit-message = Editar mensaje
people-find-people = Buscar personas
preferences-chat-archived = El chat está archivado
preferences-chat-back-list = El chat vuelve a estar en la lista
preferences-chat-cleared = El chat está vacío para ti
preferences-chat-marked-unread = El chat está marcado como no leído
preferences-chat-muted = El chat está silenciado
preferences-chat-muted-8-hours = El chat está silenciado 8 horas
preferences-chat-muted-hour = El chat está silenciado una hora
preferences-chat-muted-week = El chat está silenciado una semana
preferences-chat-no-longer-marked = El chat ya no está marcado como no leído
preferences-chat-no-longer-muted = El chat ya no está silenciado
preferences-chat-no-longer-pinned = El chat ya no está fijado
preferences-chat-pinned = El chat está fijado
preferences-chat-settings = Ajustes del chat
preferences-clear-chat = Vaciar chat
report-message-reported-administrators = El mensaje se ha denunciado a los administradores
report-report-done = La denuncia está resuelta
report-report-message = Denunciar mensaje
report-reports = Denuncias
requests-request-accepted = La solicitud está aceptada
requests-user-blocked-isnt-told = El usuario está bloqueado y no se entera
requests-user-unblocked = El usuario está desbloqueado
lifetime-line-you-proposed = <bdi>Tú</bdi> propusiste que los mensajes desaparezcan tras { $lifetime }
lifetime-line-you-withdrew = <bdi>Tú</bdi> retiraste la propuesta
lifetime-line-you-declined = <bdi>Tú</bdi> rechazaste la propuesta
lifetime-line-you-set = <bdi>Tú</bdi> hiciste que los mensajes desaparezcan tras { $lifetime }
lifetime-line-you-turned-off = <bdi>Tú</bdi> desactivaste los mensajes que desaparecen
lifetime-line-proposed = <bdi>{ $name }</bdi> propuso que los mensajes desaparezcan tras { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> retiró la propuesta
lifetime-line-declined = <bdi>{ $name }</bdi> rechazó la propuesta
lifetime-line-set = <bdi>{ $name }</bdi> hizo que los mensajes desaparezcan tras { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> desactivó los mensajes que desaparecen
duration-weeks = { $count ->
        [one] { $count } semana
        [many] { $count } de semanas
       *[other] { $count } semanas
    }
duration-days = { $count ->
        [one] { $count } día
        [many] { $count } de días
       *[other] { $count } días
    }
duration-hours = { $count ->
        [one] { $count } hora
        [many] { $count } de horas
       *[other] { $count } horas
    }
duration-minutes = { $count ->
        [one] { $count } minuto
        [many] { $count } de minutos
       *[other] { $count } minutos
    }
duration-seconds = { $count ->
        [one] { $count } segundo
        [many] { $count } de segundos
       *[other] { $count } segundos
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Foto
attachment-video = Vídeo
attachment-audio = Audio
attachment-voice = Mensaje de voz
attachment-file = Archivo
message-you-and = Tú y { $name }
lifetime-off = No
lifetime-now-after = Los mensajes nuevos desaparecen tras { $lifetime }
chats-more-than-99-unread = más de 99 sin leer
chat-request = Solicitud
lifetime-proposal = Propuesta

## Every page

email-change-address = Cambiar correo
email-current = Tu correo es <strong>{ $address }</strong>. Con él inicias sesión, y recibe el enlace si olvidas tu contraseña.
email-from-authenticator-app-recovery = De tu aplicación de autenticación, o un código de recuperación. No hace falta en los cinco minutos siguientes a usar una llave de acceso.
email-gets-link-which-open = Recibe un enlace que abres para confirmarlo.
email-new-email-address = Correo nuevo
form-errors = { $count ->
        [one] Corrige { $count } campo:
        [many] Corrige { $count } de campos:
       *[other] Corrige { $count } campos:
    }
form-it-may = Puede
form-log-passkey = Iniciar sesión con una llave de acceso
form-name-or-username = Nombre o nombre de usuario
form-name-username = Nombre o nombre de usuario
form-number-of-people = Número de personas
form-password-hint = { $count ->
        [one] Al menos { $count } carácter. Unas cuantas palabras al azar van bien.
        [many] Al menos { $count } de caracteres. Unas cuantas palabras al azar van bien.
       *[other] Al menos { $count } caracteres. Unas cuantas palabras al azar van bien.
    }
form-reason = Motivo
form-valid-for = Válido durante
offline-no-connection = Sin conexión
offline-server-cant-reached-page = No se puede llegar al servidor. Esta página se abre en cuanto vuelva.
offline-try-now = Probar ahora
page-other-address = Este sitio está en <a href="{ $url }">{ $url }</a>. En esta dirección, las páginas no se actualizan solas.
page-site = Sitio
page-skip-chats = Ir a los chats
page-skip-content = Ir al contenido
start-all-chats = Todos los chats
start-almost-two-minutes = Casi. Dos minutos
start-done-window = Hecho. Junto a la ventana
start-find-people = Buscar personas
start-find-someone-name-username = Busca a alguien por su nombre o nombre de usuario.
start-find-someone-name-write = Busca a alguien por su nombre y escribe. Funciona en un teléfono, e incluso sin JavaScript.
start-i-am-new-here = Soy nuevo aquí
start-i-have-account = Tengo una cuenta
start-instant = Al instante
start-messages-arrive-moment-they = Los mensajes llegan en cuanto se envían. Tras perder la conexión, no falta nada.
start-no-chats-yet-find = Aún no hay chats. Busca a alguien a quien escribir.
start-one-one-chat-server = Chats de dos en tu propio servidor. Los mensajes llegan al instante, a cualquier dispositivo con navegador.
start-one-program-own-machine = Un solo programa en tu propia máquina lo guarda todo. Ningún tercero lee ni cuenta nada.
start-save-me-seat = Guárdame sitio
start-simple = Sencillo
start-start-chat = Empezar un chat
start-there-yet = ¿Ya has llegado?
start-yours = Tuyo
email-address-already = Esta ya es tu dirección
email-address-use = Dirección en uso
email-confirm-email-address = Confirmar correo electrónico
email-email-address-confirmed = El correo electrónico está confirmado
email-if-account-waits-address = Si una cuenta espera esta dirección, va un enlace de camino
email-link-expired = Enlace caducado
email-link-its-way-new = Va un enlace de camino a la dirección nueva. Tu dirección cambia en cuanto la confirmes allí.
email-page-not-found = Página no encontrada
error-account-suspended = Esta cuenta está suspendida
error-another-message-was-sent = Se envió otro mensaje desde esta página. Envía este de nuevo.
error-bad-request = Petición incorrecta
error-can-change-only-own = Solo puedes cambiar tus propios mensajes.
error-cannot-block-yourself = No puedes bloquearte a ti.
error-cannot-delete-chat-both = No puedes eliminar este chat para ambos.
error-cannot-write-deleted-user = No puedes escribir a un usuario eliminado.
error-cannot-write-user = No puedes escribir a este usuario.
error-changed-meantime = Ha cambiado entretanto
error-choose-time = Elige un tiempo
error-choose-what-may-do = Elige qué puede hacer
error-code-wrong-was-used = Este código es incorrecto o ya se usó
error-confirm-email-address-first = Confirma primero tu correo: abre el enlace que le hemos enviado
error-current-password-wrong = La contraseña actual es incorrecta
error-data-cant-read = Tus datos no se pueden leer.
error-data-cant-read-please = Tus datos no se pueden leer. Inténtalo de nuevo.
error-data-compressed-which-page = Tus datos están comprimidos, y esta página no puede leerlos.
error-data-didnt-arrive-time = Tus datos no llegaron a tiempo. Inténtalo de nuevo.
error-data-didnt-arrive-within = Tus datos no llegaron en 30 segundos. Inténtalo de nuevo.
error-data-not-valid-utf = Tus datos no son UTF-8 válido.
error-data-too-large-page = Tus datos son demasiado grandes para esta página.
error-dont-have-access = No tienes acceso a esto.
error-email-address-already-has = Este correo ya tiene una cuenta
error-enter-number-from-1 = Escribe un número del 1 al 100
error-enter-valid-email-address = Escribe un correo válido
error-files-didnt-arrive-time = Tus archivos no llegaron a tiempo. Inténtalo de nuevo.
error-form-has-expired-please = Este formulario ha caducado. Envíalo de nuevo.
error-form-was-sent-from = Este formulario se envió desde otro sitio o dirección. Abre este sitio y rellénalo allí.
error-give-code-well-use = Da también un código, o usa antes una llave de acceso
error-give-reason-up-1 = Da un motivo de hasta 1000 caracteres
error-has-changed-meantime-please = Esto ha cambiado entretanto. Recarga la página.
error-invitation-not-valid-has = Esta invitación no es válida: ha caducado, se agotó o se revocó, o es para otro correo.
error-invitation-one-address-one = Una invitación para una dirección es para una sola cuenta
error-last-administrator-make-somebody = Este es el último administrador. Nombra antes a otra persona.
error-message-contains-characters-cant = El mensaje contiene caracteres que no se pueden enviar.
error-message-empty = El mensaje está vacío.
error-message-longer-than-4 = El mensaje tiene más de 4000 caracteres.
error-name-cant-used-choose = Este nombre no se puede usar. Elige otro
error-need-invitation-sign-up = Necesitas una invitación para registrarte aquí. Pídesela a alguien que tenga cuenta.
error-no-longer-available = Ya no está disponible
error-no-longer-available-text = Esto ya no está disponible.
error-nobody-can-sign-up = Ahora mismo nadie puede registrarse aquí.
error-not-allowed = No permitido
error-not-supported = No admitido
error-only-administrators-may-invite = Aquí solo los administradores pueden invitar.
error-page-doesnt-exist = Esta página no existe
error-page-doesnt-support-kind = Esta página no admite este tipo de petición.
error-page-not-found = Página no encontrada
error-page-only-reads-forms = Esta página solo lee formularios (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Esta llave de acceso no se puede usar. Inténtalo de nuevo
error-password-too-common-choose = Esta contraseña es demasiado común. Elige otra
error-password-too-long = Esta contraseña es demasiado larga
error-password-wrong = La contraseña es incorrecta
error-passwords-dont-match = Las contraseñas no coinciden
error-server-busy-partly-unavailable = El servidor está ocupado o en parte no disponible. Inténtalo de nuevo.
error-something-went-wrong = Algo salió mal
error-something-went-wrong-our = Algo salió mal por nuestra parte. Inténtalo más tarde.
error-temporarily-unavailable = Temporalmente no disponible
error-too-large = Demasiado grande
error-too-many-requests = Demasiadas peticiones
error-too-many-requests-please = Demasiadas peticiones. Espera un momento.
error-too-slow = Demasiado lento
error-transfer-data-was-interrupted = Se interrumpió la transferencia de tus datos.
error-unblock-user-write = Desbloquea a este usuario para escribir.
error-unsupported-format = Formato no admitido
error-use-1-25-characters = Usa de 1 a 25 caracteres
error-use-1-64-characters = Usa de 1 a 64 caracteres
error-use-1-64-visible = Usa de 1 a 64 caracteres visibles
error-use-3-25-characters = Usa de 3 a 25 caracteres
error-use-letters-one-alphabet = Usa letras de un solo alfabeto en cada palabra
error-use-only-latin-letters = Usa solo letras latinas (a–z), cifras, «_», «.» y «-»
error-use-only-visible-characters = Usa solo caracteres visibles
error-username-looks-too-much = Este nombre de usuario se parece demasiado a otro
error-username-taken = Este nombre de usuario está cogido
error-wrong-login-password = Usuario o contraseña incorrectos
page-already-logged = Ya has iniciado sesión
page-back-previous-page = Volver a la página anterior
page-log-continue = Inicia sesión para continuar
page-start-page = Página de inicio
page-try-again = Intentar de nuevo
error-password-too-short = { $count ->
        [one] Usa al menos { $count } carácter
        [many] Usa al menos { $count } de caracteres
       *[other] Usa al menos { $count } caracteres
    }
error-too-many-tokens = { $count ->
        [one] Tienes { $count } token. Revócalo antes
        [many] Tienes { $count } de tokens. Revoca antes algunos
       *[other] Tienes { $count } tokens. Revoca antes algunos
    }
error-too-many-invitations = { $count ->
        [one] Tienes { $count } invitación. Revócala antes
        [many] Tienes { $count } de invitaciones. Revoca antes algunas
       *[other] Tienes { $count } invitaciones. Revoca antes algunas
    }
error-too-many-passkeys = { $count ->
        [one] Tienes { $count } llave de acceso. Quítala antes
        [many] Tienes { $count } de llaves de acceso. Quita antes una
       *[other] Tienes { $count } llaves de acceso. Quita antes una
    }
error-too-many-devices = { $count ->
        [one] Tienes { $count } dispositivo con notificaciones. Quítalo antes
        [many] Tienes { $count } de dispositivos con notificaciones. Quita antes uno
       *[other] Tienes { $count } dispositivos con notificaciones. Quita antes uno
    }
error-push-refused = El servicio push de este navegador no se puede usar
error-too-many-requests-wait = Demasiadas peticiones. Inténtalo de nuevo en { $seconds } s.
error-busy-wait = El servidor está ocupado o en parte no disponible. Inténtalo de nuevo en { $seconds } s.
error-logged = Algo salió mal por nuestra parte. Inténtalo más tarde. El error quedó registrado con el número { $number }.
error-file-empty = El archivo está vacío.
error-file-long = El archivo tiene más de { $bytes } bytes.
error-quota = Tus adjuntos ocupan demasiado espacio. Elimina antes algunos.
error-file-gone = Un archivo de este mensaje ya no está. Adjúntalo de nuevo.
error-too-many-files = Un mensaje admite hasta { $count } adjuntos.
error-file-damaged = El archivo está dañado o incompleto.
error-picture-large = La imagen tiene demasiados píxeles.
error-file-complex = El archivo es demasiado complejo.
error-file-metadata = El archivo tiene metadatos, como un lugar, que no se pueden quitar.
error-file-not-stored = El archivo no se guardó. Inténtalo de nuevo.

## Accounts

account-1-25-characters = De 1 a 25 caracteres.
account-3-25-characters-latin = De 3 a 25 caracteres: letras latinas (a–z), cifras, «_», «.» y «-».
account-administration = Administración
account-also-revoke-api-tokens = Revocar también los tokens de la API
account-api-tokens = Tokens de la API
account-appearance = Apariencia
account-change-password = Cambiar contraseña
account-dark = Oscuro
account-data = Tus datos
account-delete-account = Eliminar cuenta
account-devices = Dispositivos
account-download-data = Descargar tus datos
account-from-authenticator-app-recovery = De tu aplicación de autenticación, o un código de recuperación. No hace falta en los cinco minutos siguientes a usar una llave de acceso.
account-invite-people = Invitar a gente
account-large = Grande
account-light = Claro
account-new-password-logs-out = Una contraseña nueva cierra la sesión en todos tus demás dispositivos.
account-normal = Normal
account-notifications = Notificaciones
account-privacy = Privacidad
account-profile = Perfil
account-save-profile = Guardar perfil
account-security = Seguridad
account-small = Pequeño
account-storage = Tus archivos ocupan { $size }. Descarga una copia de todos tus chats o elimina tu cuenta.
account-storage-of-quota = Tus archivos ocupan { $size } de { $quota }. Descarga una copia de todos tus chats o elimina tu cuenta.
account-system = Como el sistema
account-text-size = Tamaño del texto
account-theme-browser = Tema de este navegador
account-very-large = Muy grande
account-what-others-see-how = Lo que ven los demás y cómo te encuentran.
confirm-another-account-uses-address = Otra cuenta usa ya esta dirección.
confirm-back-login = Volver al inicio de sesión
confirm-confirm-address = Confirmar esta dirección
confirm-email-address = Tu correo electrónico
confirm-enter-email-address-which = Escribe el correo con el que te registraste. Le enviaremos otro enlace para confirmarlo.
confirm-link-doesnt-exist-copy = Este enlace no existe. Copia el enlace completo del correo o pide uno nuevo.
confirm-link-has-expired-ask = Este enlace ha caducado. Pide uno nuevo.
confirm-link-not-valid-any = Este enlace ya no vale: ya se usó o hay uno más nuevo.
confirm-question = ¿Es <strong>{ $address }</strong> tu correo y <strong>@{ $username }</strong> tu cuenta? A partir de ahora usará esta dirección.
confirm-send-link = Enviar enlace
devices-browser-on-system = { $browser } en { $system }
devices-device = este dispositivo
devices-devices = Dispositivos
devices-explained = Dónde tienes la sesión iniciada. Cierra la de lo que no reconozcas y <a href="{ $href }">cambia tu contraseña</a>.
devices-log-out-all-other = Cerrar sesión en todos los demás dispositivos
devices-log-out-one = Cerrar la sesión de { $browser } en { $system }, vista por última vez el { $time }
devices-times = Desde { $address }, sesión iniciada el { $logged_in }, última vez el { $last_seen }
export-back-account = Volver a tu cuenta
export-data = Tus datos
export-download-data = Descargar tus datos
export-explained = Descarga una copia de tus chats, con tu perfil, ajustes, dispositivos y lo demás que pertenece a tu cuenta. Es un archivo ZIP: descomprímelo y abre <strong>index.html</strong> para leerlo en un navegador, incluso sin conexión. Los programas leen <strong>data.json</strong>.
export-keep-safe-contains-everything = Guárdala bien: contiene todo lo que tú y otros escribisteis en tus chats.
invitations-days = { $count ->
        [one] { $count } día
        [many] { $count } de días
       *[other] { $count } días
    }
invitations-for-address = para { $address }
invitations-give-link-person-invite = Da este enlace a la persona que invitas. Solo se muestra ahora.
invitations-have-none = No tienes ninguno.
invitations-invitation = Tu invitación
invitations-invitations = Tus invitaciones
invitations-invite-people = Invitar a gente
invitations-leave-empty-anyone-who = Déjalo vacío para cualquiera que tenga el enlace.
invitations-link-invitation = Enlace de la invitación
invitations-make-invitation = Crear una invitación
invitations-number-people = Número de personas
invitations-only-email-address = Solo para este correo
invitations-revoke = Revocar
invitations-revoke-one = Revocar la invitación válida hasta el { $time }
invitations-used = { $used } de { $accounts } usadas
invitations-valid = Válido durante
invitations-valid-until = Válida hasta el { $time }
invitations-was-valid-until = Ya no es válida. Lo fue hasta el { $time }
invitations-whoever-signs-up-invitation = Quien se registre con tu invitación tendrá un chat contigo.
leaving-account-deleted = Tu cuenta está eliminada
leaving-delete-account = ¿Eliminar tu cuenta?
leaving-delete-for-everyone = Eliminarlos para todos
leaving-keep-for-others = Conservarlos para los demás
leaving-delete-account-2 = Eliminar cuenta
leaving-from-authenticator-app-recovery = De tu aplicación de autenticación, o un código de recuperación.
leaving-keep-account = Conservar la cuenta
leaving-logged-out-everywhere-nothing = Se ha cerrado tu sesión en todas partes y aquí no queda nada de tu perfil. Solo quedan mensajes si elegiste conservarlos para las personas con las que escribías.
leaving-messages-wrote = Mensajes que escribiste
leaving-only-administrator = <strong>Eres el único administrador.</strong> Después nadie podrá gestionar este servidor desde sus páginas, hasta que quien lo opera nombre a otra persona.
leaving-people-wrote-keep-their = Las personas con las que escribías conservan sus chats, en los que apareces como «Usuario eliminado».
leaving-profile-email-address-password = Tu perfil, correo, contraseña, segundos factores, dispositivos, tokens de la API e invitaciones se eliminan al momento, y se cierra tu sesión en todas partes. Tu nombre de usuario queda libre para otros. No se puede deshacer.
leaving-start-page = Página de inicio
login-email-address-username = Correo o nombre de usuario
login-forgot-password = ¿Olvidaste tu contraseña?
login-no-account-yet = ¿Aún no tienes cuenta?
login-send-link-again = Enviar el enlace de nuevo
logout-back-my-chats = Volver a mis chats
logout-logs-out-browser-chats = Esto cierra la sesión en este navegador. Tus chats se quedan.
notifications-all-devices = Todos los dispositivos
notifications-browser = Este navegador
notifications-choose-one = Elige una
notifications-device-added = Desde el { $added }
notifications-device-used = Desde el { $added }, última notificación el { $used }
notifications-devices-told-messages = Dispositivos que reciben avisos de mensajes
notifications-from = Desde
notifications-have-quiet-hours-each = Tener horas de silencio cada día
notifications-mail-about-messages-missed = Correo sobre mensajes que te perdiste
notifications-no-device-gets-notifications = Ningún dispositivo recibe notificaciones aún.
notifications-none = Ninguno
notifications-nothing-sent-then-mails = Entonces no se te envía nada. Los correos esperan hasta que pasen las horas.
notifications-notifications = Notificaciones
notifications-one-mail-time-none = Un correo cada vez, y ninguno sobre chats silenciados.
notifications-quiet-hours = Horas de silencio
notifications-remove = Quitar
notifications-remove-device = Quitar { $device }
notifications-save-settings = Guardar ajustes
notifications-send-test = Enviar una prueba
notifications-server-sends-no-mail = Este servidor no envía correo.
notifications-servers-key-has-changed = La clave del servidor ha cambiado. Abre Simple Chats en el dispositivo para volver a activar sus notificaciones.
notifications-show-mail-what-messages = Mostrar en el correo lo que dicen los mensajes
notifications-show-what-messages-say = Mostrar lo que dicen los mensajes
notifications-sound = Sonido
notifications-test-device = Enviar una prueba a { $device }
notifications-these-devices-told-messages = Estos dispositivos reciben avisos mientras no tienes ninguna página abierta. Reciben el nombre de quien escribe y el comienzo del texto, cifrados para ellos.
notifications-time-zone = Zona horaria
notifications-to = Hasta
notifications-turn-device = Activar en este dispositivo
notifications-when-message-unread-8 = Cuando un mensaje lleva 8 horas sin leer
notifications-when-message-unread-day = Cuando un mensaje lleva un día sin leer
notifications-when-message-unread-hour = Cuando un mensaje lleva una hora sin leer
privacy-blocked-people = Personas bloqueadas
privacy-everyone = Cualquiera
privacy-everyone-any-part-name = Cualquiera, con una parte de tu nombre
privacy-have-blocked-nobody-block = No has bloqueado a nadie. Para bloquear a alguien, usa el menú de vuestro chat.
privacy-i-am-typing = Que estoy escribiendo
privacy-more = Más
privacy-only-people-who-know = Solo quien conozca exactamente tu nombre de usuario o correo
privacy-privacy = Privacidad
privacy-save-settings = Guardar ajustes
privacy-they-cant-write-dont = No pueden escribirte ni ver cuándo estás en línea. No se enteran de que están bloqueadas.
privacy-unblock-person = Desbloquear a { $name }
privacy-what-dont-show-dont = Lo que no muestras, tampoco lo ves de los demás.
privacy-what-others-see = Lo que los demás ven de ti
privacy-when-i-am-online = Cuándo estoy en línea y mi última vez
privacy-which-messages-i-have = Qué mensajes he leído
privacy-who-finds = Quién te encuentra
privacy-who-may-write = Quién puede escribirte
privacy-write-invited = Personas con las que tienes un chat. Los mensajes de desconocidos esperan como <a href="{ $href }">solicitudes</a>
register-1-25-characters-what = De 1 a 25 caracteres. Es lo que ven los demás.
register-3-25-characters-latin = De 3 a 25 caracteres: letras latinas (a–z), cifras, «_», «.» y «-». Con él te pueden encontrar.
register-already-have-account = ¿Ya tienes cuenta?
register-invited-by = <strong>{ $name }</strong> te invita a chatear.
register-logging-resetting-password-nobody = Para iniciar sesión y restablecer tu contraseña. Nadie más lo ve.
reset-back-login = Volver al inicio de sesión
reset-choose-new-password-then = Elige una contraseña nueva. Con ella vuelves a iniciar sesión en cada dispositivo.
reset-enter-email-address-account = Escribe el correo de tu cuenta. Le enviaremos un enlace para elegir una contraseña nueva.
reset-link-doesnt-exist-copy = Este enlace no existe. Copia el enlace completo del correo o pide uno nuevo.
reset-link-has-already-been = Este enlace ya se usó. Pide uno nuevo si lo necesitas.
reset-link-has-expired-request = Este enlace ha caducado. Pide uno nuevo.
reset-request-link = Pedir enlace
reset-request-new-link = Pedir un enlace nuevo
reset-save-password = Guardar contraseña
reset-send-link = Enviar enlace
reset-server-sends-no-mail = Este servidor no envía correo. Su administrador puede darte una contraseña nueva, o pasarte el enlace que pidas aquí: el servidor lo guarda en un archivo.
security-add-passkey = Añadir una llave de acceso
security-adding-passkey-needs-javascript = Para añadir una llave de acceso hace falta JavaScript.
security-besides-password-logging-will = Además de tu contraseña, iniciar sesión requerirá una llave de acceso o un código de recuperación.
security-codes-left = { $count ->
        [one] Te queda { $count } código de recuperación. Los nuevos lo sustituyen.
        [many] Te quedan { $count } de códigos de recuperación. Los nuevos los sustituyen.
       *[other] Te quedan { $count } códigos de recuperación. Los nuevos los sustituyen.
    }
security-each-them-logs-once = Cada uno inicia sesión una vez, tras tu contraseña, si no tienes tu teléfono o tu llave de acceso. Guárdalos en otro lugar: solo se muestran ahora.
security-enter-six-digits-app = Escribe las seis cifras que muestra la aplicación.
security-from-app-recovery-code = De la aplicación, o un código de recuperación.
security-from-authenticator-app-recovery = De tu aplicación de autenticación, o un código de recuperación. No hace falta en los cinco minutos siguientes a usar una llave de acceso.
security-key-authenticator-app = Clave para la aplicación de autenticación
security-logs-others-out = Configurarla cierra la sesión en todos tus demás dispositivos.
security-make-new-codes = Crear códigos nuevos
security-name-new-passkey = Nombre de la llave de acceso nueva
security-new-recovery-codes = Códigos de recuperación nuevos
security-on-since = Activada desde el { $time }: además de tu contraseña, iniciar sesión requiere un código de tu aplicación de autenticación.
security-passkey = Llave de acceso
security-passkey-added = Añadida el { $added }
security-passkey-phone-computer-security = Una llave de acceso en tu teléfono, tu ordenador o una llave de seguridad inicia sesión sin contraseña ni código. En cuanto tengas una, tu contraseña sola ya no basta.
security-passkey-used = Añadida el { $added }, usada por última vez el { $used }
security-passkeys = Llaves de acceso
security-password-alone-will-enough = Bastará con tu contraseña para iniciar sesión.
security-recovery-codes = Tus códigos de recuperación
security-remove = Quitar
security-remove-passkey = Quitar una llave de acceso
security-scan = Escanea este código con la aplicación, abre <a href="{ $href }">este enlace</a> en tu teléfono o escribe la clave.
security-six-digits-from-app = Seis cifras de la aplicación.
security-such-phone-blue-key = Por ejemplo, «teléfono» o «llave azul».
security-turn-off = Desactivar
security-turn-off-two-step = Desactivar la verificación en dos pasos
security-turn-two-step-verification = Activar la verificación en dos pasos
security-two-step-verification = Verificación en dos pasos
security-use-passkey = Usar una llave de acceso
security-use-passkey-now-five = Usa ahora una llave de acceso y durante cinco minutos los formularios de esta página no piden ni contraseña ni código.
security-why-authenticator = Con una aplicación de autenticación en tu teléfono, nadie inicia sesión solo con tu contraseña.
tokens-api-tokens = Tokens de la API
tokens-copy-now-keep-like = Cópialo ahora y guárdalo como una contraseña. Solo se muestra esta vez.
tokens-expired = caducado el { $time }
tokens-have-none = No tienes ninguno.
tokens-last-used = usado por última vez el { $time }
tokens-made = Creado el { $time }
tokens-make-token = Crear un token
tokens-may = Puede
tokens-month = 30 días
tokens-never-used = nunca usado
tokens-new-token = Tu token nuevo
tokens-only-reads = solo lee
tokens-quarter = 90 días
tokens-reads-writes = lee y escribe
tokens-revoke = Revocar
tokens-revoke-one = Revocar el token { $name }
tokens-scope-read = Solo leer
tokens-scope-write = Leer y escribir
tokens-token = Token
tokens-token-program-acts-without = Con un token, un programa actúa por ti sin tu contraseña. No puede cambiar tu contraseña ni tu correo, ni eliminar tu cuenta.
tokens-tokens = Tus tokens
tokens-until-revoked = Hasta que lo revoques
tokens-valid = Válido durante
tokens-valid-until = válido hasta el { $time }
tokens-valid-until-revoked = válido hasta que lo revoques
tokens-week = 7 días
tokens-what-1-64-characters = Para qué es. De 1 a 64 caracteres.
tokens-year = 1 año
unsubscribe-get-mail-when-messages = Recibes un correo cuando quedan mensajes sin leer en este sitio. ¿No quieres más correos así?
unsubscribe-get-no-more-mails = Ya no recibirás correos sobre mensajes perdidos. Puedes volver a activarlos cuando quieras.
unsubscribe-notifications = Notificaciones
unsubscribe-send-no-more-mails = No enviar más correos
verify-six-digits-from-authenticator = Seis cifras de tu aplicación de autenticación, o uno de tus códigos de recuperación.
verify-start-over = Empezar de nuevo
verify-there-were-too-many = Hubo demasiados códigos incorrectos. Inicia sesión de nuevo.
account-new-password-saved = Tu contraseña nueva se ha guardado
account-nothing-has-changed = No ha cambiado nada
account-profile-saved = Tu perfil se ha guardado
devices-all-other-devices-logged = Se ha cerrado la sesión en todos los demás dispositivos
devices-device-logged-out = Se ha cerrado la sesión del dispositivo
devices-logged-out = Has cerrado sesión
invitations-invitation-no-longer-valid = La invitación ya no es válida
invitations-invitations-text = Invitaciones
invitations-qr-code-link = Código QR del enlace
leaving-account-deleted-text = Cuenta eliminada
login-account-almost-ready-open = Tu cuenta está casi lista. Abre el enlace que hemos enviado a tu correo y después inicia sesión.
login-account-ready-log-start = Tu cuenta está lista. Inicia sesión para empezar a chatear.
login-logged = Has iniciado sesión
login-logged-out = Has cerrado sesión
notifications-device-gets-no-more = El dispositivo ya no recibe notificaciones
notifications-device-gets-notifications = Este dispositivo recibe notificaciones
notifications-mails-about-missed-messages = Correos sobre mensajes perdidos
notifications-settings-saved = Tus ajustes se han guardado
notifications-test-its-way-device = Va una prueba de camino al dispositivo
privacy-settings-saved = Tus ajustes se han guardado
privacy-user-unblocked = El usuario está desbloqueado
reset-if-address-has-account = Si esta dirección tiene una cuenta, va un enlace de camino
reset-link-expired = Enlace caducado
reset-new-password-saved-log = Tu contraseña nueva se ha guardado. Inicia sesión con ella.
reset-page-not-found = Página no encontrada
reset-reset-password = Restablecer contraseña
reset-server-sends-no-mail-ask = Este servidor no envía correo. Pide el enlace a su administrador
security-confirmed-five-minutes-page = Confirmado. Durante cinco minutos, esta página no pide nada más
security-passkey-added-text = La llave de acceso se ha añadido
security-passkey-removed = La llave de acceso se ha quitado
security-qr-code-authenticator-app = Código QR para una aplicación de autenticación
security-security = Seguridad
security-two-step-verification-off = La verificación en dos pasos está desactivada
security-two-step-verification-text = La verificación en dos pasos está activada
security-use-passkey-first-log = Usa antes una llave de acceso, o inicia sesión de nuevo, y configura la aplicación en los cinco minutos siguientes
tokens-token-no-longer-valid = El token ya no es válido
verify-log-continue = Inicia sesión para continuar
verify-two-step-verification = Verificación en dos pasos
notifications-quiet-times = Las horas de silencio empiezan y acaban entre las 00:00 y las 23:59
notifications-quiet-empty = Las horas de silencio no pueden acabar cuando empiezan
notifications-quiet-zone = No se conoce esa zona horaria

## Administration

administration-account-joined = { $address }, se unió el { $time }
administration-accounts = Cuentas
administration-accounts-suspended = { $accounts }, { $suspended } de ellas suspendidas
administration-administration = Administración
administration-is-administrator = administrador
administration-after-edit = Y tras una edición:
administration-command-line = La línea de órdenes
administration-delete-account = ¿Eliminar esta cuenta?
administration-delete-account-2 = Eliminar cuenta
administration-delete-them-everyone = Eliminarlos para todos
administration-deletion-explained = El perfil, el correo, la contraseña, los dispositivos y las invitaciones de <strong><bdi>{ $name }</bdi></strong> (@{ $username }) se eliminan al momento. No se puede deshacer.
administration-devices = Dispositivos
administration-done = Hecho
administration-end-suspension = Levantar la suspensión
administration-invitation-by = de <bdi>{ $name }</bdi>
administration-invitations = Invitaciones
administration-joined = Se unió
administration-keep-them-people-user = Conservarlos para las personas con las que escribía
administration-last-seen = Última vez
administration-mail-given-up = { $count ->
        [one] Del { $made }, intentado { $count } vez, abandonado el { $time }
        [many] Del { $made }, intentado { $count } de veces, abandonado el { $time }
       *[other] Del { $made }, intentado { $count } veces, abandonado el { $time }
    }
administration-mail-next = { $count ->
        [one] Del { $made }, intentado { $count } vez, próximo intento el { $time }
        [many] Del { $made }, intentado { $count } de veces, próximo intento el { $time }
       *[other] Del { $made }, intentado { $count } veces, próximo intento el { $time }
    }
administration-mail-server-has-refused = Un servidor de correo los rechazó definitivamente, o fallaron demasiado tiempo. Se muestran 30 días.
administration-mails-fail = Correos que fallan
administration-mails-given-up = Correos abandonados
administration-member = Miembro
administration-messages-participants-their-chats = Mensajes que denunciaron participantes de sus chats, los más antiguos primero. Al resolver uno, su texto se borra aquí.
administration-messages-user-wrote = Mensajes que escribió el usuario
administration-name-username-email-address = Nombre, nombre de usuario o correo
administration-next-page = Página siguiente
administration-no-longer-valid-was = Ya no es válida. Lo fue hasta el
administration-no-one-found = No se encontró a nadie
administration-no-text = Adjuntos sin texto
administration-none = Ninguno.
administration-not-known = No se conoce
administration-nothing-yet = Nada aún.
administration-record = Registro
administration-registration = Registro de cuentas
administration-report-done = Resolver la denuncia de { $reporter } sobre { $reported }
administration-reported-by = Denunciado por { $name } el { $time }:
administration-reported-by-username = Denunciado por { $name } (@{ $username }) el { $time }:
administration-reports = Denuncias
administration-revoke = Revocar
administration-revoke-invitation-by = Revocar la invitación de { $name } válida hasta el { $time }
administration-role = Papel
administration-running-instances = Instancias en marcha
administration-send-reset-link = Enviar un enlace de restablecimiento
administration-server = Servidor
administration-size-database = Tamaño de la base de datos
administration-storage-used = { $count ->
        [one] { $count } mensaje, { $size }
        [many] { $count } de mensajes, { $size }
       *[other] { $count } mensajes, { $size }
    }
administration-suspend = Suspender
administration-suspend-account = ¿Suspender esta cuenta?
administration-suspend-account-2 = Suspender cuenta
administration-is-suspended = suspendida
administration-suspension-explained = Se cierra la sesión de <strong><bdi>{ $name }</bdi></strong> (@{ $username }) en todas partes al momento, y no podrá iniciarla hasta que levantes la suspensión. Los chats se quedan como están.
administration-there-none = No hay ninguna.
administration-these-tried-again-about = Estos se intentan de nuevo durante un día más o menos.
administration-user-number = número { $number }
administration-valid-until = Válida hasta el
administration-version = Versión
administration-what-administrators-command-line = Lo que los administradores y la línea de órdenes han hecho con las cuentas.
administration-wrote-on = escribió el { $time }
administration-account-can-used-again = La cuenta se puede usar de nuevo
administration-account-deleted = La cuenta está eliminada
administration-account-suspended = La cuenta está suspendida
audit-something = hizo algo con
audit-resumed = levantó la suspensión de
administration-everyone-may-invite = Cualquiera puede invitar
administration-everyone-may-sign-up = Cualquiera puede registrarse
administration-invitation-no-longer-valid = La invitación ya no es válida
administration-invitation-only = Solo con invitación
administration-link-reset-password-its = Va de camino un enlace para restablecer la contraseña
audit-promoted = hizo administrador a
audit-report-done = resolvió una denuncia sobre un mensaje de
administration-nobody-may-sign-up = Nadie puede registrarse
administration-only-administrators-may-invite = Solo los administradores pueden invitar
audit-second-factor-removed = quitó el segundo factor de
audit-revoked = revocó una invitación de
audit-reset-link = envió un enlace de restablecimiento a
audit-password = cambió la contraseña de
audit-demoted = quitó los derechos de administrador a
audit-added = añadió a
audit-suspended = suspendida
audit-deleted = eliminó a
administration-administrator = Administrador
administration-suspended = Suspendida
administration-storage = Almacenamiento

## Mails and notifications

push-new-message = Mensaje nuevo
push-test = Las notificaciones llegan a este dispositivo.
mail-confirmation-subject = Confirma tu correo electrónico - Simple Chats
mail-confirmation =
    Hola:

    Alguien, seguramente tú, quiere usar este correo para la cuenta { $username } en Simple Chats. Para confirmarlo, abre esta página y pulsa su botón:

    { $link }

    El enlace funciona una vez, durante { $duration }. Si no lo has pedido, ignora este correo: no cambia nada.
mail-taken-subject = Tu correo ya está en uso - Simple Chats
mail-taken =
    Hola, { $name }:

    Alguien quiere usar este correo para otra cuenta en Simple Chats. Pertenece a tu cuenta, así que no ha cambiado nada y no hay nada que hacer.

    Si fuiste tú: una dirección solo puede pertenecer a una cuenta. Cambia antes la dirección de esta cuenta o elimínala.
mail-reset-subject = Restablece tu contraseña - Simple Chats
mail-reset =
    Hola, { $name }:

    Alguien, seguramente tú, pidió una contraseña nueva para tu cuenta en Simple Chats. Para elegirla, abre esta página:

    { $link }

    Si usas la API REST, este es tu token de restablecimiento:

    "{ $token }"

    El enlace y el token funcionan una vez, durante { $duration }. Si no lo has pedido, ignora este correo: tu contraseña sigue como está.
mail-missed-subject = Tienes mensajes sin leer - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } mensaje
        [many] { $name }: { $count } de mensajes
       *[other] { $name }: { $count } mensajes
    }
mail-missed-more = { $count ->
        [one] y un chat más
        [many] y { $count } de chats más
       *[other] y { $count } chats más
    }
mail-missed =
    Hola, { $name }:

    Te esperan mensajes en Simple Chats:

    { $list }
    Léelos aquí:

    { $chats }

    Cuándo recibes estos correos y qué dicen lo decides tú:

    { $settings }

    Para no recibir más, abre este enlace y confírmalo:

    { $unsubscribe }
mail-photo = Foto
mail-webhook-subject = Tu webhook está en pausa - Simple Chats
mail-webhook =
    Hola, { $name }:

    Tu webhook { $number } ya no se entera de lo que pasa en tus chats de Simple Chats: un evento no se pudo entregar durante 24 horas, o esperaban más de 100 000. Está en pausa, y lo que esperaba se ha descartado:

    { "  " }{ $host }

    Lo que respondió en cada intento aparece aquí para su dueño:

    { $deliveries }

    Cuando su servidor vuelva a responder, reanúdalo enviando { "{" }"paused": false{ "}" } con PATCH a:

    { $webhook }
mail-notice =
    Hola, { $name }:

    { $what }

    Cuándo: { $time }
    Desde: { $address }, { $browser }

    Si fuiste tú, no hay nada que hacer.

    { $advice }

    { $link }
mail-notice-by-operator =
    Hola, { $name }:

    { $what }

    Cuándo: { $time }
    Por: quien opera este servidor

    Si lo pediste, no hay nada que hacer.

    { $advice }

    { $link }
mail-new-browser-subject = Nuevo inicio de sesión - Simple Chats
mail-new-browser = Alguien, seguramente tú, ha iniciado sesión en tu cuenta de Simple Chats con un navegador que no se había usado antes para ella.
mail-new-browser-advice = Si no fuiste tú, alguien conoce tu contraseña. Cámbiala y cierra la sesión de los dispositivos que no reconozcas:
mail-password-changed-subject = Tu contraseña ha cambiado - Simple Chats
mail-password-changed = La contraseña de tu cuenta de Simple Chats ha cambiado.
mail-password-changed-advice = Si no fuiste tú, elige una contraseña nueva cuanto antes:
mail-address-changed-subject = Tu correo ha cambiado - Simple Chats
mail-address-changed = Tu cuenta de Simple Chats tiene un correo nuevo. Este ya no le pertenece, y no sirve para iniciar sesión ni para elegir otra contraseña.
mail-address-changed-advice = Si no fuiste tú, inicia sesión con tu nombre de usuario, cambia tu contraseña y después tu correo. Si no puedes, pide ayuda a quienes llevan este servidor:
mail-factor-added-subject = Se añadió un segundo factor - Simple Chats
mail-factor-added =
    Se añadió un segundo factor a tu cuenta de Simple Chats:

    { "  " }{ $name }
mail-factor-removed-subject = Se quitó un segundo factor - Simple Chats
mail-factor-removed =
    Se quitó un segundo factor de tu cuenta de Simple Chats:

    { "  " }{ $name }
mail-factor-advice = Si no fuiste tú, alguien usa tu cuenta. Cambia tu contraseña, cierra la sesión en todos los demás dispositivos y revisa tus segundos factores:
mail-token-made-subject = Se creó un token de la API - Simple Chats
mail-token-made =
    Se creó un token de la API con el que un programa puede usar tu cuenta de Simple Chats:

    { "  " }{ $name }
mail-token-made-advice = Si no fuiste tú, alguien usa tu cuenta. Revoca el token y cambia tu contraseña:
mail-recovery-code-subject = Se usó un código de recuperación - Simple Chats
mail-recovery-code = Se usó un código de recuperación en lugar del segundo factor de tu cuenta de Simple Chats. No vuelve a servir.
mail-recovery-code-advice = Si no fuiste tú, alguien conoce tu contraseña y tus códigos de recuperación. Cambia tu contraseña, cierra la sesión en todos los demás dispositivos y crea códigos nuevos:
mail-operator-factor-advice = Si no lo has pedido, pregunta a quienes llevan este servidor por qué se hizo, y configura de nuevo un segundo factor:
mail-operator-advice = Si no lo has pedido, pregunta a quienes llevan este servidor por qué se hizo. Puedes elegir una contraseña nueva aquí:

## Scripts

script-attached = Archivos del próximo mensaje
script-attached-file = { $name }, { $place } de { $count }
script-attached-file-of-several = { $name }, { $place } de { $count }. Las flechas lo mueven.
script-by-http = Esta red bloquea las actualizaciones en directo. Los mensajes nuevos aparecen cada pocos segundos.
script-cancel-editing = Cancelar la edición
script-characters-left = { $count ->
        [one] Queda { $number } carácter
        [many] Quedan { $number } de caracteres
       *[other] Quedan { $number } caracteres
    }
script-characters-too-many = { $count ->
        [one] { $number } carácter de más
        [many] { $number } de caracteres de más
       *[other] { $number } caracteres de más
    }
script-chat-deleted = Este chat se ha eliminado para ambos.
script-clear-consequence = Todos los mensajes hasta ahora desaparecerán para ti. { $name } los conserva.
script-clear-for-me = Vaciar para mí…
script-connecting = Conectando…
script-copy = Copiar
script-copy-code = Copiar el código
script-delete-chat = Eliminar chat…
script-delete-consequence = Se eliminará para ambos.
script-delete-question = ¿Eliminar este mensaje?
script-delete-several = { $count ->
        [one] ¿Eliminar { $count } mensaje?
        [many] ¿Eliminar { $count } de mensajes?
       *[other] ¿Eliminar { $count } mensajes?
    }
script-delete-several-consequence = Se eliminarán para ambos.
script-disappears-in = Desaparece en { $left }
script-discard = Descartar
script-download = Descargar
script-draft = <span class="row-draft">Borrador: </span><bdi>{ $text }</bdi>
script-edit = Editar
script-edit-not-saved = Tu cambio no se guardó. { $reason }
script-editing = Estás editando tu mensaje
script-emoji = Emoji
script-emoji-found = Encontrados
script-emoji-groups = Grupos
script-emoji-not-loaded = No se pudieron cargar los emojis.
script-emoji-recent = Usados recientemente
script-error-bad-request = El servidor no acepta este texto.
script-error-conflict = Se envió otro mensaje con el mismo identificador. Copia el texto y envíalo de nuevo.
script-error-internal = Algo salió mal en el servidor.
script-error-no-response = El servidor no respondió.
script-error-not-found = El chat o el mensaje ya no existe.
script-error-offline = No hay conexión.
script-error-quota-exceeded = Tus archivos ocupan todo el espacio que tienes en este servidor.
script-error-unavailable = El servidor está ocupado.
script-file-empty = Este archivo está vacío.
script-file-not-found = Este archivo ya no está.
script-file-too-long = Este archivo es demasiado grande.
script-file-unusable = Esta imagen no se puede usar.
script-find-chat = Buscar un chat
script-find-emoji = Buscar un emoji
script-forward = Reenviar
script-forward-menu = Reenviar…
script-forward-to = Reenviar a
script-forwarded-to = Reenviado a { $names }
script-hide-password = Ocultar contraseña
script-info = Información
script-info-edited = Editado
script-info-sent = Enviado
script-info-state = Estado
script-is-typing = está escribiendo…
script-last-seen-just-now = en línea hace un momento
script-last-seen-minute = en línea hace un minuto
script-last-seen-on = en línea por última vez el { $day }
script-last-seen-minutes = { $count ->
        [one] en línea hace { $count } minuto
        [many] en línea hace { $count } de minutos
       *[other] en línea hace { $count } minutos
    }
script-last-seen-today = en línea hoy a las { $time }
script-last-seen-yesterday = en línea ayer a las { $time }
script-loading = Cargando…
script-menu-of = Menú de «{ $text }»
script-menu-of-chat = Menú del chat con { $name }
script-message-by = { $name }: { $text }
script-mute = Silenciar…
script-mute-8-hours = 8 horas
script-mute-forever = Para siempre
script-mute-hour = 1 hora
script-mute-week = 1 semana
script-new-message-from = Mensaje nuevo de { $name }
script-new-messages-from = { $count ->
        [one] { $count } mensaje nuevo de { $name }
        [many] { $count } de mensajes nuevos de { $name }
       *[other] { $count } mensajes nuevos de { $name }
    }
script-next-picture = Imagen siguiente
script-no-chat-found = No se encontró ningún chat
script-no-connection = Sin conexión.
script-no-emoji = No se encontró ningún emoji
script-no-passkey = No se usó ninguna llave de acceso
script-not-now = Ahora no
script-not-sent = No enviado
script-notifications-denied = Este navegador bloquea las notificaciones de este sitio. Puedes permitirlas en sus ajustes.
script-notifications-off = Este navegador no muestra notificaciones.
script-notifications-offer = ¿Mostrar notificaciones de escritorio con los mensajes nuevos?
script-notifications-on = Este navegador muestra una notificación cuando llega un mensaje y no se ve ninguna página de Simple chats.
script-opens-with-connection = No hay conexión. Este chat se abre en cuanto vuelva.
script-other-reaction = Reaccionar con otro emoji
script-out-of-date = Esta página está anticuada. Recárgala.
script-passkey-failed = No ha funcionado. Inténtalo de nuevo.
script-people = Personas
script-picture-of = { $name } ({ $place } de { $count })
script-pictures = Imágenes
script-previous-picture = Imagen anterior
script-react-with = Reaccionar con { $emoji }
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Reconexión en { $count } s…
        [many] Reconexión en { $count } s…
       *[other] Reconexión en { $count } s…
    }
script-record-voice = Grabar un mensaje de voz
script-recorder-denied = El acceso al micrófono está bloqueado para este sitio. Puedes permitirlo en los ajustes del navegador.
script-recorder-failed = No se pudo usar el micrófono. Quizá lo esté usando otro programa.
script-recorder-insecure = Los navegadores solo permiten mensajes de voz en sitios con HTTPS.
script-recorder-listen = Escucharlo
script-recorder-no-microphone = No se encontró ningún micrófono.
script-recorder-pause = Pausar la grabación
script-recorder-resume = Seguir grabando
script-recorder-send = Enviar el mensaje de voz
script-recorder-started = Grabación
script-recorder-stop-listening = Dejar de escuchar
script-recorder-unsupported = Este navegador no puede grabar mensajes de voz.
script-reload = Recargar
script-remove-file = Quitar { $name }
script-report = Denunciar…
script-retry = Reintentar
script-search-messages-for = Buscar «{ $text }» en los mensajes
script-select = Seleccionar
script-select-message = Seleccionar «{ $text }»
script-selected = { $count ->
        [one] { $count } seleccionado
        [many] { $count } de seleccionados
       *[other] { $count } seleccionados
    }
script-selection = Mensajes seleccionados
script-sending = enviando
script-shortcut-cancel = Cancelar; volver a escribir
script-shortcut-edit = Editar tu último mensaje, en un campo vacío
script-shortcut-help = Esta ayuda
script-shortcut-messages = A los mensajes; después ↑ y ↓, y Enter para el menú
script-shortcut-new-line = Línea nueva
script-shortcut-other-chat = Chat anterior y siguiente
script-shortcut-search-messages = Buscar en los mensajes
script-shortcuts = Atajos de teclado
script-show-more = Mostrar más
script-show-password = Mostrar contraseña
script-skin-tone = Tono de piel
script-skin-tone-dark = Tono de piel oscuro
script-skin-tone-light = Tono de piel claro
script-skin-tone-medium = Tono de piel medio
script-skin-tone-medium-dark = Tono de piel medio oscuro
script-skin-tone-medium-light = Tono de piel medio claro
script-skin-tone-none = Sin tono de piel
script-sound-off = Este navegador no reproduce sonidos.
script-sound-on = Este navegador reproduce un sonido cuando llega un mensaje que no estás leyendo.
script-start-again = Empezar de nuevo
script-to-newest = Ir al último mensaje
script-to-newest-with-count = { $count ->
        [one] Ir al último mensaje, { $count } nuevo
        [many] Ir al último mensaje, { $count } de nuevos
       *[other] Ir al último mensaje, { $count } nuevos
    }
script-today = Hoy
script-too-many-files = { $count ->
        [one] Un mensaje admite { $count } archivo.
        [many] Un mensaje admite { $count } de archivos.
       *[other] Un mensaje admite { $count } archivos.
    }
script-too-many-windows = Simple chats está abierto en demasiadas ventanas. Cierra algunas.
script-turn-off = Desactivar
script-turn-on = Activar
script-voice-failed = No se puede reproducir
script-voice-lasting = Mensaje de voz, { $duration }
script-voice-pause = Pausar
script-voice-play = Reproducir
script-voice-position = Posición
script-voice-position-of = { $position } de { $duration }
script-voice-speed = Velocidad
script-voice-speed-of = Velocidad { $speed }×
script-waiting = esperando la conexión
script-yesterday = Ayer
