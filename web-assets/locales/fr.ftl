### Simple Chats in French.

## Words that many pages share

common-accept = Accepter
common-account = Compte
common-back = Retour
common-block = Bloquer
common-cancel = Annuler
common-close = Fermer
common-code = Code
common-current-password = Mot de passe actuel
common-delete = Supprimer
common-email = Adresse e-mail
common-log-in = Se connecter
common-log-out = Se déconnecter
common-message = Message
common-my-chats = Mes discussions
common-name = Nom
common-new-password = Nouveau mot de passe
common-online = en ligne
common-password = Mot de passe
common-repeat-new-password = Répétez le nouveau mot de passe
common-repeat-password = Répétez le mot de passe
common-save = Enregistrer
common-search = Rechercher
common-sign-up = S’inscrire
common-unblock = Débloquer
common-username = Nom d’utilisateur
common-you = Vous

## The application and its languages

manifest-short-name = Discussions
manifest-description = Des discussions à deux sur votre propre serveur.
manifest-find-people = Trouver des gens
manifest-archived-chats = Discussions archivées
language-saved = Votre langue est enregistrée
language-unknown = Choisissez une des langues
language-title = Langue
language-hint = La langue des pages, des e-mails et des notifications.
language-of-browser = Celle que demande le navigateur
language-back = Retour au compte

## Chats

chat-attach-files = Joindre des fichiers
chat-back-my-chats = Retour à mes discussions
chat-blocked = Vous avez bloqué { $name }. Débloquez pour écrire.
chat-cannot-write-deleted-user = Vous ne pouvez pas écrire à un utilisateur supprimé.
chat-check-new-messages = Chercher de nouveaux messages
chat-delete-chat = Supprimer la discussion
chat-deletion-alone = Vous pouvez aussi la vider pour vous seul : { $name } garde tous les messages.
chat-deletion-clear-me = Vider pour moi
chat-deletion-delete-both = Supprimer pour les deux
chat-deletion-delete-chat = Supprimer cette discussion ?
chat-deletion-explained = Tous les messages entre vous et <strong>{ $name }</strong> seront supprimés pour vous deux. C’est définitif.
chat-deletion-keep-chat = Garder la discussion
chat-dont-reply = Ne pas répondre
chat-empty = Pas encore de messages. Écrivez le premier à { $name }.
chat-files-too = { $count ->
        [one] { $count } de vos fichiers sera aussi envoyé.
       *[other] { $count } de vos fichiers seront aussi envoyés.
    }
chat-message-to = Message à { $name }
chat-messages = Messages
chat-more = Plus
chat-newer-messages = Messages plus récents
chat-newest-messages = Derniers messages
chat-nothing-here = Il n’y a pas de messages ici.
chat-older-messages = Messages plus anciens
chat-pin-mute-archive = Épingler, mettre en sourdine, archiver…
chat-request-explained = { $name } veut vous écrire et ne voit pas si vous avez lu ceci. Une réponse accepte aussi la demande.
chat-search-chat = Rechercher dans cette discussion
chat-send = Envoyer
chat-skip-chats = Aller aux discussions
chat-skip-messages = Aller aux messages
chat-skip-writing = Aller à la saisie
chats-all-chats = Toutes les discussions
chats-all-chats-archived = Toutes vos discussions sont archivées.
chats-archived-chats = Discussions archivées
chats-archived-count = Archivées ({ $count })
chats-chat = Discussion
chats-chats = Discussions
chats-choose-chat-from-list = Choisissez une discussion dans la liste, ou commencez-en une.
chats-conversations-will-appear-here = Vos conversations apparaîtront ici.
chats-find-people = Trouver des gens
chats-first-page = Première page
chats-hit-own = Vous :
chats-marked-unread = marquée comme non lue
chats-muted = en sourdine
chats-next-page = Page suivante
chats-no-chats-yet-find = Pas encore de discussions. Trouvez quelqu’un à qui écrire.
chats-no-messages-yet = Pas encore de messages
chats-pages = Pages
chats-pinned = épinglée
chats-previous-page = Page précédente
chats-requests = Demandes
chats-row-own = Vous : <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> a réagi { $emoji } à : <bdi>{ $text }</bdi>
chats-row-you-reacted = Vous avez réagi { $emoji } à : <bdi>{ $text }</bdi>
chats-start-chat = Commencer une discussion
chats-there-no-archived-chats = Il n’y a pas de discussions archivées.
chats-there-no-more-chats = Il n’y a pas d’autres discussions.
chats-unread = { $count ->
        [one] { $count } non lu
       *[other] { $count } non lus
    }
clear-clear-chat = Vider cette discussion pour vous ?
clear-clear-me = Vider pour moi
clear-explained = Tous les messages jusqu’ici disparaîtront pour vous. <strong>{ $name }</strong> les garde. C’est définitif.
clear-keep-messages = Garder les messages
companion-back-chat = Retour à la discussion
companion-delete-chat = Supprimer la discussion
companion-go = Aller
companion-go-day = Aller à un jour
companion-joined = Inscription le { $time }
companion-lifetime = Messages éphémères : { $lifetime }
companion-lifetime-off = Messages éphémères : non
lifetime-back-chat = Retour à la discussion
lifetime-current = Les nouveaux messages disparaissent pour vous deux { $lifetime } après l’envoi.
lifetime-days = jours
lifetime-decline = Refuser
lifetime-hint = Une durée plus courte et « Non » s’appliquent aussitôt. Pour le reste, { $name } doit accepter. Les messages déjà là gardent leur durée.
lifetime-hours = heures
lifetime-minutes = minutes
lifetime-new-messages-disappear-after = Les nouveaux messages disparaissent après
lifetime-none = Les nouveaux messages restent jusqu’à ce que l’un de vous les supprime.
lifetime-number = Nombre
lifetime-other = Autre
lifetime-own-proposal = Vous avez proposé { $lifetime }. { $name } doit accepter.
lifetime-proposal-of-other = { $name } propose que les nouveaux messages disparaissent après { $lifetime }.
lifetime-unit = Unité
lifetime-withdraw = Retirer
message-another-emoji = Un autre emoji
message-delete-message-both = Supprimer le message pour vous deux
message-deleted-message = Message supprimé
message-disappears-at = Disparaît le { $time }
message-disappears-on = Disparaît le { $time }
message-edit-delete = Modifier ou supprimer
message-edited = modifié
message-more = Plus
message-new-messages = Nouveaux messages
message-one-emoji = Un emoji est attendu
message-react = Réagir
message-reactions = Réactions
message-remove-emoji = { $emoji }, retirer
message-remove-reaction = Retirer votre réaction { $emoji }
message-reply = Répondre
message-report = Signaler
message-seen = vu
message-sent = envoyé
people-back-my-chats = Retour à mes discussions
people-chat = Discussion
people-enter-part-name-username = Entrez une partie d’un nom ou d’un nom d’utilisateur, ou une adresse e-mail entière. S’il y a plusieurs mots, tous doivent correspondre.
people-find-someone-chat-opens = Trouvez quelqu’un, et la discussion s’ouvre ici.
people-no-one-found = Personne n’a été trouvé
people-search-again = Rechercher encore
people-truncated = Voici les { $count } premiers. Ajoutez un mot ou quelques lettres pour affiner la recherche.
preferences-archive = Archiver
preferences-back-chat = Retour à la discussion
preferences-clear-me = Vider pour moi
preferences-delete-chat = Supprimer la discussion
preferences-disappearing-messages = Messages éphémères
preferences-hidden = { $name } ne voit rien de ces réglages.
preferences-mark-read = Marquer comme lue
preferences-mark-unread = Marquer comme non lue
preferences-messages = Messages
preferences-mute = Sourdine
preferences-mute-1-hour = Sourdine 1 heure
preferences-mute-1-week = Sourdine 1 semaine
preferences-mute-8-hours = Sourdine 8 heures
preferences-mute-ever = Sourdine permanente
preferences-muted = En sourdine.
preferences-muted-until = En sourdine jusqu’au { $time }.
preferences-notifications = Notifications
preferences-pin = Épingler
preferences-title = Discussion avec { $name }
preferences-unarchive = Désarchiver
preferences-unmute = Réactiver le son
preferences-unpin = Détacher
report-administrators-site-will-see = Les administrateurs de ce site verront ce message, qui l’a écrit et qui le signale. Ils ne voient rien d’autre de la discussion.
report-report = Signaler
report-what-wrong = Qu’est-ce qui ne va pas ?
requests-more = Plus
requests-none = Il n’y en a pas. Qui peut vous écrire se règle sous <a href="{ $href }">Confidentialité</a>.
requests-requests = Demandes
requests-strangers-who-want-write = Des inconnus qui veulent vous écrire. Ils ne voient pas si vous avez lu leurs messages. Ouvrez une demande pour l’accepter, la supprimer ou bloquer la personne.
search-any-content = Tout contenu
search-back-to-chat = Retour à la discussion
search-back-to-chats = Retour à mes discussions
search-chat = Discussion
search-content = Contenu
search-enter-words-beginnings-words = Entrez des mots ou des débuts de mots. Tous doivent figurer. Les mots entre guillemets doivent se suivre.
search-file = Avec un fichier
search-in-chat-with = Rechercher dans la discussion avec <bdi>{ $name }</bdi>
search-link = Avec un lien
search-no-messages-found = Aucun message trouvé
search-older-messages = Messages plus anciens
search-pages = Pages
search-search-message-its-chat = Cherchez un message, et sa discussion s’ouvre ici.
search-search-messages = Rechercher des messages
search-too-long = { $count ->
        [one] { $count } caractère au plus.
       *[other] { $count } caractères au plus.
    }
search-written = Écrit par
search-written-anyone = De tout le monde
search-written-me = Écrits par moi
search-written-me-2 = Écrits pour moi
share-pick-chat-can-still = Choisissez une discussion. Vous pouvez encore modifier le texte avant l’envoi.
share-share = Partager
share-start-chat = Commencer une discussion
share-there-no-chats-yet = Il n’y a pas encore de discussions.
share-there-nothing-share-other = Il n’y a rien à partager. D’autres applications partagent textes et liens avec celle-ci par leurs propres menus.
chat-message-reply-deleted-can = Le message auquel vous répondez est supprimé. Vous pouvez envoyer celui-ci sans lui.
chats-chat-deleted = La discussion est supprimée
chats-delete-chat = Supprimer la discussion
lifetime-disappearing-messages = Messages éphémères
lifetime-new-messages-stay = Les nouveaux messages restent
lifetime-proposal-waits-answer = Votre proposition attend une réponse
lifetime-there-no-proposal-any = Il n’y a plus de proposition
lifetime-use-1-minute-365 = De 1 minute à 365 jours
message-edit-message = Modifier le message
people-find-people = Trouver des gens
preferences-chat-archived = La discussion est archivée
preferences-chat-back-list = La discussion est de retour dans la liste
preferences-chat-cleared = La discussion est vidée pour vous
preferences-chat-marked-unread = La discussion est marquée comme non lue
preferences-chat-muted = La discussion est en sourdine
preferences-chat-muted-8-hours = La discussion est en sourdine pour 8 heures
preferences-chat-muted-hour = La discussion est en sourdine pour une heure
preferences-chat-muted-week = La discussion est en sourdine pour une semaine
preferences-chat-no-longer-marked = La discussion n’est plus marquée comme non lue
preferences-chat-no-longer-muted = La discussion n’est plus en sourdine
preferences-chat-no-longer-pinned = La discussion n’est plus épinglée
preferences-chat-pinned = La discussion est épinglée
preferences-chat-settings = Réglages de la discussion
preferences-clear-chat = Vider la discussion
report-message-reported-administrators = Le message est signalé aux administrateurs
report-report-done = Le signalement est traité
report-report-message = Signaler le message
report-reports = Signalements
requests-request-accepted = La demande est acceptée
requests-user-blocked-isnt-told = La personne est bloquée et n’en est pas informée
requests-user-unblocked = La personne est débloquée
lifetime-line-you-proposed = <bdi>Vous</bdi> avez proposé que les messages disparaissent après { $lifetime }
lifetime-line-you-withdrew = <bdi>Vous</bdi> avez retiré la proposition
lifetime-line-you-declined = <bdi>Vous</bdi> avez refusé la proposition
lifetime-line-you-set = <bdi>Vous</bdi> avez réglé la disparition des messages après { $lifetime }
lifetime-line-you-turned-off = <bdi>Vous</bdi> avez désactivé les messages éphémères
lifetime-line-proposed = <bdi>{ $name }</bdi> a proposé que les messages disparaissent après { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> a retiré la proposition
lifetime-line-declined = <bdi>{ $name }</bdi> a refusé la proposition
lifetime-line-set = <bdi>{ $name }</bdi> a réglé la disparition des messages après { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> a désactivé les messages éphémères
duration-weeks = { $count ->
        [one] { $count } semaine
       *[other] { $count } semaines
    }
duration-days = { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
duration-hours = { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
duration-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
size-bytes = { $size } o
size-kilobytes = { $size } ko
size-megabytes = { $size } Mo
size-gigabytes = { $size } Go
attachment-photo = 📷 Photo
attachment-video = Vidéo
attachment-audio = Audio
attachment-voice = Message vocal
attachment-file = Fichier
message-you-and = Vous et { $name }
lifetime-off = Non
lifetime-now-after = Les nouveaux messages disparaissent après { $lifetime }
chats-more-than-99-unread = plus de 99 non lus
chat-request = Demande
lifetime-proposal = Proposition

## Every page

email-change-address = Changer d’adresse
email-current = Votre adresse est <strong>{ $address }</strong>. Elle sert à vous connecter, et reçoit le lien si vous oubliez votre mot de passe.
email-from-authenticator-app-recovery = De votre application d’authentification, ou un code de secours. Inutile dans les cinq minutes après l’emploi d’une clé d’accès.
email-gets-link-which-open = Elle reçoit un lien, que vous ouvrez pour la confirmer.
email-new-email-address = Nouvelle adresse e-mail
form-errors = { $count ->
        [one] Corrigez { $count } champ :
       *[other] Corrigez { $count } champs :
    }
form-it-may = Il peut
form-log-passkey = Se connecter avec une clé d’accès
form-name-or-username = Nom ou nom d’utilisateur
form-name-username = Nom ou nom d’utilisateur
form-number-of-people = Nombre de personnes
form-password-hint = { $count ->
        [one] Au moins { $count } caractère. Quelques mots au hasard conviennent bien.
       *[other] Au moins { $count } caractères. Quelques mots au hasard conviennent bien.
    }
form-reason = Motif
form-valid-for = Valable
offline-no-connection = Pas de connexion
offline-server-cant-reached-page = Le serveur est injoignable. Cette page s’ouvre dès son retour.
offline-try-now = Essayer maintenant
page-other-address = Ce site se trouve à <a href="{ $url }">{ $url }</a>. À l’adresse actuelle, les pages ne s’actualisent pas d’elles-mêmes.
page-site = Site
page-skip-chats = Aller aux discussions
page-skip-content = Aller au contenu
start-all-chats = Toutes les discussions
start-almost-two-minutes = Presque. Deux minutes
start-done-window = C’est fait. Près de la fenêtre
start-find-people = Trouver des gens
start-find-someone-name-username = Trouvez quelqu’un par son nom ou son nom d’utilisateur.
start-find-someone-name-write = Trouvez quelqu’un par son nom et écrivez. Ça marche sur un téléphone, et même sans JavaScript.
start-i-am-new-here = Je suis nouveau ici
start-i-have-account = J’ai un compte
start-instant = Instantané
start-messages-arrive-moment-they = Les messages arrivent dès qu’ils sont envoyés. Après une coupure, rien ne manque.
start-no-chats-yet-find = Pas encore de discussions. Trouvez quelqu’un à qui écrire.
start-one-one-chat-server = Des discussions à deux sur votre propre serveur. Les messages arrivent aussitôt, sur tout appareil doté d’un navigateur.
start-one-program-own-machine = Un seul programme sur votre propre machine garde tout. Aucun tiers ne lit ni ne compte quoi que ce soit.
start-save-me-seat = Garde-moi une place
start-simple = Simple
start-start-chat = Commencer une discussion
start-there-yet = Tu y es déjà ?
start-yours = À vous
email-address-already = C’est déjà votre adresse
email-address-use = Adresse déjà prise
email-confirm-email-address = Confirmer l’adresse e-mail
email-email-address-confirmed = L’adresse e-mail est confirmée
email-if-account-waits-address = Si un compte attend cette adresse, un lien est en route
email-link-expired = Lien expiré
email-link-its-way-new = Un lien est en route vers la nouvelle adresse. Votre adresse change dès que vous la confirmez là-bas.
email-page-not-found = Page introuvable
error-account-suspended = Ce compte est suspendu
error-another-message-was-sent = Un autre message a été envoyé depuis cette page. Envoyez celui-ci à nouveau.
error-bad-request = Requête incorrecte
error-can-change-only-own = Vous ne pouvez modifier que vos propres messages.
error-cannot-block-yourself = Vous ne pouvez pas vous bloquer vous-même.
error-cannot-delete-chat-both = Vous ne pouvez pas supprimer cette discussion pour vous deux.
error-cannot-write-deleted-user = Vous ne pouvez pas écrire à un utilisateur supprimé.
error-cannot-write-user = Vous ne pouvez pas écrire à cette personne.
error-changed-meantime = Modifié entre-temps
error-choose-time = Choisissez une durée
error-choose-what-may-do = Choisissez ce qu’il peut faire
error-code-wrong-was-used = Ce code est faux, ou a déjà servi
error-confirm-email-address-first = Confirmez d’abord votre adresse e-mail : ouvrez le lien que nous y avons envoyé
error-current-password-wrong = Le mot de passe actuel est faux
error-data-cant-read = Vos données sont illisibles.
error-data-cant-read-please = Vos données sont illisibles. Réessayez.
error-data-compressed-which-page = Vos données sont compressées, ce que cette page ne sait pas lire.
error-data-didnt-arrive-time = Vos données ne sont pas arrivées à temps. Réessayez.
error-data-didnt-arrive-within = Vos données ne sont pas arrivées en 30 secondes. Réessayez.
error-data-not-valid-utf = Vos données ne sont pas de l’UTF-8 valide.
error-data-too-large-page = Vos données sont trop volumineuses pour cette page.
error-dont-have-access = Vous n’y avez pas accès.
error-email-address-already-has = Cette adresse e-mail a déjà un compte
error-enter-number-from-1 = Entrez un nombre de 1 à 100
error-enter-valid-email-address = Entrez une adresse e-mail valide
error-files-didnt-arrive-time = Vos fichiers ne sont pas arrivés à temps. Réessayez.
error-form-has-expired-please = Ce formulaire a expiré. Envoyez-le à nouveau.
error-form-was-sent-from = Ce formulaire vient d’un autre site ou d’une autre adresse. Ouvrez ce site et remplissez-le ici.
error-give-code-well-use = Donnez aussi un code, ou utilisez d’abord une clé d’accès
error-give-reason-up-1 = Donnez un motif de 1 000 caractères au plus
error-has-changed-meantime-please = Cela a changé entre-temps. Rechargez la page.
error-invitation-not-valid-has = Cette invitation n’est pas valable : elle a expiré, est épuisée ou révoquée, ou vaut pour une autre adresse e-mail.
error-invitation-one-address-one = Une invitation pour une adresse vaut pour un seul compte
error-last-administrator-make-somebody = C’est le dernier administrateur. Nommez d’abord quelqu’un d’autre.
error-message-contains-characters-cant = Le message contient des caractères impossibles à envoyer.
error-message-empty = Le message est vide.
error-message-longer-than-4 = Le message dépasse 4 000 caractères.
error-name-cant-used-choose = Ce nom ne peut pas être utilisé. Choisissez-en un autre
error-need-invitation-sign-up = Il faut une invitation pour s’inscrire ici. Demandez à quelqu’un qui a un compte.
error-no-longer-available = Plus disponible
error-no-longer-available-text = Ce n’est plus disponible.
error-nobody-can-sign-up = Personne ne peut s’inscrire ici pour le moment.
error-not-allowed = Non autorisé
error-not-supported = Non pris en charge
error-only-administrators-may-invite = Seuls les administrateurs peuvent inviter ici.
error-page-doesnt-exist = Cette page n’existe pas
error-page-doesnt-support-kind = Cette page ne prend pas en charge ce type de requête.
error-page-not-found = Page introuvable
error-page-only-reads-forms = Cette page ne lit que des formulaires (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Cette clé d’accès est inutilisable. Réessayez
error-password-too-common-choose = Ce mot de passe est trop courant. Choisissez-en un autre
error-password-too-long = Ce mot de passe est trop long
error-password-wrong = Le mot de passe est faux
error-passwords-dont-match = Les mots de passe ne correspondent pas
error-server-busy-partly-unavailable = Le serveur est occupé ou en partie indisponible. Réessayez.
error-something-went-wrong = Un problème est survenu
error-something-went-wrong-our = Un problème est survenu de notre côté. Réessayez plus tard.
error-temporarily-unavailable = Temporairement indisponible
error-too-large = Trop volumineux
error-too-many-requests = Trop de requêtes
error-too-many-requests-please = Trop de requêtes. Patientez un instant.
error-too-slow = Trop lent
error-transfer-data-was-interrupted = Le transfert de vos données a été interrompu.
error-unblock-user-write = Débloquez cette personne pour écrire.
error-unsupported-format = Format non pris en charge
error-use-1-25-characters = De 1 à 25 caractères
error-use-1-64-characters = De 1 à 64 caractères
error-use-1-64-visible = De 1 à 64 caractères visibles
error-use-3-25-characters = De 3 à 25 caractères
error-use-letters-one-alphabet = Utilisez des lettres d’un seul alphabet dans chaque mot
error-use-only-latin-letters = Seulement des lettres latines (a–z), des chiffres, « _ », « . » et « - »
error-use-only-visible-characters = Seulement des caractères visibles
error-username-looks-too-much = Ce nom d’utilisateur ressemble trop à un autre
error-username-taken = Ce nom d’utilisateur est pris
error-wrong-login-password = Identifiant ou mot de passe incorrect
page-already-logged = Vous êtes déjà connecté
page-back-previous-page = Retour à la page précédente
page-log-continue = Connectez-vous pour continuer
page-start-page = Page d’accueil
page-try-again = Réessayer
error-password-too-short = { $count ->
        [one] Au moins { $count } caractère
       *[other] Au moins { $count } caractères
    }
error-too-many-tokens = { $count ->
        [one] Vous avez { $count } jeton. Révoquez-le d’abord
       *[other] Vous avez { $count } jetons. Révoquez-en d’abord quelques-uns
    }
error-too-many-invitations = { $count ->
        [one] Vous avez { $count } invitation. Révoquez-la d’abord
       *[other] Vous avez { $count } invitations. Révoquez-en d’abord quelques-unes
    }
error-too-many-passkeys = { $count ->
        [one] Vous avez { $count } clé d’accès. Retirez-la d’abord
       *[other] Vous avez { $count } clés d’accès. Retirez-en d’abord une
    }
error-too-many-devices = { $count ->
        [one] Vous avez { $count } appareil avec notifications. Retirez-le d’abord
       *[other] Vous avez { $count } appareils avec notifications. Retirez-en d’abord un
    }
error-push-refused = Le service push de ce navigateur est inutilisable
error-too-many-requests-wait = Trop de requêtes. Réessayez dans { $seconds } s.
error-busy-wait = Le serveur est occupé ou en partie indisponible. Réessayez dans { $seconds } s.
error-logged = Un problème est survenu de notre côté. Réessayez plus tard. L’erreur est consignée sous le numéro { $number }.
error-file-empty = Le fichier est vide.
error-file-long = Le fichier dépasse { $bytes } octets.
error-quota = Vos pièces jointes prennent trop de place. Supprimez-en d’abord quelques-unes.
error-file-gone = Un fichier de ce message n’est plus là. Joignez-le à nouveau.
error-too-many-files = Un message a jusqu’à { $count } pièces jointes.
error-file-damaged = Le fichier est endommagé ou incomplet.
error-picture-large = L’image a trop de pixels.
error-file-complex = Le fichier est trop complexe.
error-file-metadata = Le fichier a des métadonnées, comme un lieu, impossibles à retirer.
error-file-not-stored = Le fichier n’a pas été enregistré. Réessayez.

## Accounts

account-1-25-characters = De 1 à 25 caractères.
account-3-25-characters-latin = De 3 à 25 caractères : lettres latines (a–z), chiffres, « _ », « . » et « - ».
account-administration = Administration
account-also-revoke-api-tokens = Révoquer aussi les jetons d’API
account-api-tokens = Jetons d’API
account-appearance = Apparence
account-change-password = Changer le mot de passe
account-dark = Sombre
account-data = Vos données
account-delete-account = Supprimer le compte
account-devices = Appareils
account-download-data = Télécharger vos données
account-from-authenticator-app-recovery = De votre application d’authentification, ou un code de secours. Inutile dans les cinq minutes après l’emploi d’une clé d’accès.
account-invite-people = Inviter des gens
account-large = Grand
account-light = Clair
account-new-password-logs-out = Un nouveau mot de passe déconnecte tous vos autres appareils.
account-normal = Normal
account-notifications = Notifications
account-privacy = Confidentialité
account-profile = Profil
account-save-profile = Enregistrer le profil
account-security = Sécurité
account-small = Petit
account-storage = Vos fichiers occupent { $size }. Téléchargez une copie de toutes vos discussions, ou supprimez votre compte.
account-storage-of-quota = Vos fichiers occupent { $size } sur { $quota }. Téléchargez une copie de toutes vos discussions, ou supprimez votre compte.
account-system = Comme le système
account-text-size = Taille du texte
account-theme-browser = Thème de ce navigateur
account-very-large = Très grand
account-what-others-see-how = Ce que les autres voient, et comment ils vous trouvent.
confirm-another-account-uses-address = Un autre compte utilise désormais cette adresse.
confirm-back-login = Retour à la connexion
confirm-confirm-address = Confirmer cette adresse
confirm-email-address = Votre adresse e-mail
confirm-enter-email-address-which = Entrez l’adresse e-mail de votre inscription. Nous y enverrons un autre lien qui la confirme.
confirm-link-doesnt-exist-copy = Ce lien n’existe pas. Copiez le lien complet de l’e-mail, ou demandez-en un nouveau.
confirm-link-has-expired-ask = Ce lien a expiré. Demandez-en un nouveau.
confirm-link-not-valid-any = Ce lien n’est plus valable : il a déjà servi, ou il y en a un plus récent.
confirm-question = <strong>{ $address }</strong> est-elle votre adresse e-mail, et <strong>@{ $username }</strong> votre compte ? Il utilisera désormais cette adresse.
confirm-send-link = Envoyer le lien
devices-browser-on-system = { $browser } sur { $system }
devices-device = cet appareil
devices-devices = Appareils
devices-explained = Où vous êtes connecté. Déconnectez ce que vous ne reconnaissez pas, et <a href="{ $href }">changez votre mot de passe</a>.
devices-log-out-all-other = Déconnecter tous les autres appareils
devices-log-out-one = Déconnecter { $browser } sur { $system }, vu pour la dernière fois le { $time }
devices-times = De { $address }, connecté le { $logged_in }, vu pour la dernière fois le { $last_seen }
export-back-account = Retour à votre compte
export-data = Vos données
export-download-data = Télécharger vos données
export-explained = Téléchargez une copie de vos discussions, avec votre profil, vos réglages, vos appareils et tout ce qui appartient à votre compte. C’est un fichier ZIP : décompressez-le et ouvrez <strong>index.html</strong> pour le lire dans un navigateur, même sans connexion. Les programmes lisent <strong>data.json</strong>.
export-keep-safe-contains-everything = Gardez-la en lieu sûr : elle contient tout ce que vous et d’autres avez écrit dans vos discussions.
invitations-days = { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
invitations-for-address = pour { $address }
invitations-give-link-person-invite = Donnez ce lien à la personne que vous invitez. Il n’est montré que maintenant.
invitations-have-none = Vous n’en avez pas.
invitations-invitation = Votre invitation
invitations-invitations = Vos invitations
invitations-invite-people = Inviter des gens
invitations-leave-empty-anyone-who = Laissez vide pour quiconque a le lien.
invitations-link-invitation = Lien de l’invitation
invitations-make-invitation = Créer une invitation
invitations-number-people = Nombre de personnes
invitations-only-email-address = Seulement pour cette adresse e-mail
invitations-revoke = Révoquer
invitations-revoke-one = Révoquer l’invitation valable jusqu’au { $time }
invitations-used = { $used } sur { $accounts } utilisées
invitations-valid = Valable
invitations-valid-until = Valable jusqu’au { $time }
invitations-was-valid-until = N’est plus valable. Elle l’était jusqu’au { $time }
invitations-whoever-signs-up-invitation = Qui s’inscrit avec votre invitation a une discussion avec vous.
leaving-account-deleted = Votre compte est supprimé
leaving-delete-account = Supprimer votre compte ?
leaving-delete-for-everyone = Les supprimer pour tous
leaving-keep-for-others = Les laisser aux autres
leaving-delete-account-2 = Supprimer le compte
leaving-from-authenticator-app-recovery = De votre application d’authentification, ou un code de secours.
leaving-keep-account = Garder le compte
leaving-logged-out-everywhere-nothing = Vous êtes déconnecté partout, et il ne reste rien de votre profil ici. Il ne reste des messages que si vous avez choisi de les laisser à vos correspondants.
leaving-messages-wrote = Les messages que vous avez écrits
leaving-only-administrator = <strong>Vous êtes le seul administrateur.</strong> Ensuite, personne ne pourra gérer ce serveur depuis ses pages, jusqu’à ce que l’exploitant nomme quelqu’un d’autre.
leaving-people-wrote-keep-their = Vos correspondants gardent leurs discussions, où vous apparaissez comme « Utilisateur supprimé ».
leaving-profile-email-address-password = Votre profil, adresse e-mail, mot de passe, seconds facteurs, appareils, jetons d’API et invitations sont supprimés aussitôt, et vous êtes déconnecté partout. Votre nom d’utilisateur redevient libre. C’est définitif.
leaving-start-page = Page d’accueil
login-email-address-username = Adresse e-mail ou nom d’utilisateur
login-forgot-password = Mot de passe oublié ?
login-no-account-yet = Pas encore de compte ?
login-send-link-again = Renvoyer le lien
logout-back-my-chats = Retour à mes discussions
logout-logs-out-browser-chats = Ceci déconnecte ce navigateur. Vos discussions restent.
notifications-all-devices = Tous les appareils
notifications-browser = Ce navigateur
notifications-choose-one = Choisissez
notifications-device-added = Depuis le { $added }
notifications-device-used = Depuis le { $added }, dernière notification le { $used }
notifications-devices-told-messages = Appareils informés des messages
notifications-from = De
notifications-have-quiet-hours-each = Avoir des heures calmes chaque jour
notifications-mail-about-messages-missed = E-mail sur les messages manqués
notifications-no-device-gets-notifications = Aucun appareil ne reçoit encore de notifications.
notifications-none = Aucun
notifications-nothing-sent-then-mails = Rien ne vous est alors envoyé. Les e-mails attendent la fin de ces heures.
notifications-notifications = Notifications
notifications-one-mail-time-none = Un e-mail à la fois, et aucun sur les discussions en sourdine.
notifications-quiet-hours = Heures calmes
notifications-remove = Retirer
notifications-remove-device = Retirer { $device }
notifications-save-settings = Enregistrer les réglages
notifications-send-test = Envoyer un test
notifications-server-sends-no-mail = Ce serveur n’envoie pas d’e-mails.
notifications-servers-key-has-changed = La clé du serveur a changé. Ouvrez Simple Chats sur l’appareil pour réactiver ses notifications.
notifications-show-mail-what-messages = Montrer dans l’e-mail ce que disent les messages
notifications-show-what-messages-say = Montrer ce que disent les messages
notifications-sound = Son
notifications-test-device = Envoyer un test à { $device }
notifications-these-devices-told-messages = Ces appareils sont informés des messages quand aucune de vos pages n’est ouverte. Ils reçoivent le nom de l’expéditeur et le début du texte, chiffrés pour eux.
notifications-time-zone = Fuseau horaire
notifications-to = À
notifications-turn-device = Activer sur cet appareil
notifications-when-message-unread-8 = Quand un message reste non lu 8 heures
notifications-when-message-unread-day = Quand un message reste non lu un jour
notifications-when-message-unread-hour = Quand un message reste non lu une heure
privacy-blocked-people = Personnes bloquées
privacy-everyone = Tout le monde
privacy-everyone-any-part-name = Tout le monde, par une partie de votre nom
privacy-have-blocked-nobody-block = Vous n’avez bloqué personne. Pour bloquer quelqu’un, utilisez le menu de votre discussion.
privacy-i-am-typing = Que j’écris
privacy-more = Plus
privacy-only-people-who-know = Seulement qui connaît exactement votre nom d’utilisateur ou votre adresse
privacy-privacy = Confidentialité
privacy-save-settings = Enregistrer les réglages
privacy-they-cant-write-dont = Elles ne peuvent pas vous écrire ni voir quand vous êtes en ligne. Elles n’apprennent pas qu’elles sont bloquées.
privacy-unblock-person = Débloquer { $name }
privacy-what-dont-show-dont = Ce que vous ne montrez pas, vous ne le voyez pas non plus des autres.
privacy-what-others-see = Ce que les autres voient de vous
privacy-when-i-am-online = Quand je suis en ligne et ma dernière visite
privacy-which-messages-i-have = Quels messages j’ai lus
privacy-who-finds = Qui vous trouve
privacy-who-may-write = Qui peut vous écrire
privacy-write-invited = Les personnes avec qui vous avez une discussion. Les messages d’inconnus attendent comme <a href="{ $href }">demandes</a>
register-1-25-characters-what = De 1 à 25 caractères. C’est ce que voient les autres.
register-3-25-characters-latin = De 3 à 25 caractères : lettres latines (a–z), chiffres, « _ », « . » et « - ». Les autres peuvent vous trouver ainsi.
register-already-have-account = Vous avez déjà un compte ?
register-invited-by = <strong>{ $name }</strong> vous invite à discuter.
register-logging-resetting-password-nobody = Pour vous connecter et réinitialiser votre mot de passe. Personne d’autre ne la voit.
reset-back-login = Retour à la connexion
reset-choose-new-password-then = Choisissez un nouveau mot de passe. Vous vous reconnecterez avec lui sur chacun de vos appareils.
reset-enter-email-address-account = Entrez l’adresse e-mail de votre compte. Nous y enverrons un lien pour choisir un nouveau mot de passe.
reset-link-doesnt-exist-copy = Ce lien n’existe pas. Copiez le lien complet de l’e-mail, ou demandez-en un nouveau.
reset-link-has-already-been = Ce lien a déjà servi. Demandez-en un nouveau au besoin.
reset-link-has-expired-request = Ce lien a expiré. Demandez-en un nouveau.
reset-request-link = Demander un lien
reset-request-new-link = Demander un nouveau lien
reset-save-password = Enregistrer le mot de passe
reset-send-link = Envoyer le lien
reset-server-sends-no-mail = Ce serveur n’envoie pas d’e-mails. Son administrateur peut vous donner un nouveau mot de passe, ou vous transmettre le lien que vous demandez ici : le serveur le garde dans un fichier.
security-add-passkey = Ajouter une clé d’accès
security-adding-passkey-needs-javascript = L’ajout d’une clé d’accès nécessite JavaScript.
security-besides-password-logging-will = Outre votre mot de passe, la connexion demandera une clé d’accès ou un code de secours.
security-codes-left = { $count ->
        [one] Il vous reste { $count } code de secours. De nouveaux le remplacent.
       *[other] Il vous reste { $count } codes de secours. De nouveaux les remplacent.
    }
security-each-them-logs-once = Chacun vous connecte une fois, après votre mot de passe, si vous n’avez pas votre téléphone ou votre clé d’accès. Gardez-les ailleurs : ils ne sont montrés que maintenant.
security-enter-six-digits-app = Entrez les six chiffres que montre l’application.
security-from-app-recovery-code = De l’application, ou un code de secours.
security-from-authenticator-app-recovery = De votre application d’authentification, ou un code de secours. Inutile dans les cinq minutes après l’emploi d’une clé d’accès.
security-key-authenticator-app = Clé pour l’application d’authentification
security-logs-others-out = L’activation déconnecte tous vos autres appareils.
security-make-new-codes = Créer de nouveaux codes
security-name-new-passkey = Nom de la nouvelle clé d’accès
security-new-recovery-codes = Nouveaux codes de secours
security-on-since = Activée depuis le { $time } : outre votre mot de passe, la connexion demande un code de votre application d’authentification.
security-passkey = Clé d’accès
security-passkey-added = Ajoutée le { $added }
security-passkey-phone-computer-security = Une clé d’accès sur votre téléphone, votre ordinateur ou une clé de sécurité vous connecte sans mot de passe ni code. Dès que vous en avez une, votre mot de passe seul ne suffit plus.
security-passkey-used = Ajoutée le { $added }, utilisée pour la dernière fois le { $used }
security-passkeys = Clés d’accès
security-password-alone-will-enough = Votre mot de passe seul suffira pour se connecter.
security-recovery-codes = Vos codes de secours
security-remove = Retirer
security-remove-passkey = Retirer une clé d’accès
security-scan = Scannez ce code avec l’application, ouvrez <a href="{ $href }">ce lien</a> sur votre téléphone, ou tapez la clé.
security-six-digits-from-app = Six chiffres de l’application.
security-such-phone-blue-key = Par exemple « téléphone » ou « clé bleue ».
security-turn-off = Désactiver
security-turn-off-two-step = Désactiver la validation en deux étapes
security-turn-two-step-verification = Activer la validation en deux étapes
security-two-step-verification = Validation en deux étapes
security-use-passkey = Utiliser une clé d’accès
security-use-passkey-now-five = Utilisez maintenant une clé d’accès, et pendant cinq minutes les formulaires de cette page ne demandent ni mot de passe ni code.
security-why-authenticator = Avec une application d’authentification sur votre téléphone, personne ne se connecte avec votre seul mot de passe.
tokens-api-tokens = Jetons d’API
tokens-copy-now-keep-like = Copiez-le maintenant et gardez-le comme un mot de passe. Il n’est montré que cette fois.
tokens-expired = expiré le { $time }
tokens-have-none = Vous n’en avez pas.
tokens-last-used = dernière utilisation le { $time }
tokens-made = Créé le { $time }
tokens-make-token = Créer un jeton
tokens-may = Il peut
tokens-month = 30 jours
tokens-never-used = jamais utilisé
tokens-new-token = Votre nouveau jeton
tokens-only-reads = lit seulement
tokens-quarter = 90 jours
tokens-reads-writes = lit et écrit
tokens-revoke = Révoquer
tokens-revoke-one = Révoquer le jeton { $name }
tokens-scope-read = Lire seulement
tokens-scope-write = Lire et écrire
tokens-token = Jeton
tokens-token-program-acts-without = Avec un jeton, un programme agit pour vous sans votre mot de passe. Il ne peut ni changer votre mot de passe ou votre adresse, ni supprimer votre compte.
tokens-tokens = Vos jetons
tokens-until-revoked = Jusqu’à révocation
tokens-valid = Valable
tokens-valid-until = valable jusqu’au { $time }
tokens-valid-until-revoked = valable jusqu’à révocation
tokens-week = 7 jours
tokens-what-1-64-characters = À quoi il sert. De 1 à 64 caractères.
tokens-year = 1 an
unsubscribe-get-mail-when-messages = Vous recevez un e-mail quand des messages restent non lus sur ce site. Ne plus en recevoir ?
unsubscribe-get-no-more-mails = Vous ne recevez plus d’e-mails sur les messages manqués. Vous pouvez les réactiver à tout moment.
unsubscribe-notifications = Notifications
unsubscribe-send-no-more-mails = Ne plus envoyer d’e-mails
verify-six-digits-from-authenticator = Six chiffres de votre application d’authentification, ou un de vos codes de secours.
verify-start-over = Recommencer
verify-there-were-too-many = Il y a eu trop de codes faux. Reconnectez-vous.
account-new-password-saved = Votre nouveau mot de passe est enregistré
account-nothing-has-changed = Rien n’a changé
account-profile-saved = Votre profil est enregistré
devices-all-other-devices-logged = Tous les autres appareils sont déconnectés
devices-device-logged-out = L’appareil est déconnecté
devices-logged-out = Vous êtes déconnecté
invitations-invitation-no-longer-valid = L’invitation n’est plus valable
invitations-invitations-text = Invitations
invitations-qr-code-link = Code QR du lien
leaving-account-deleted-text = Compte supprimé
login-account-almost-ready-open = Votre compte est presque prêt. Ouvrez le lien que nous avons envoyé à votre adresse e-mail, puis connectez-vous.
login-account-ready-log-start = Votre compte est prêt. Connectez-vous pour discuter.
login-logged = Vous êtes connecté
login-logged-out = Vous êtes déconnecté
notifications-device-gets-no-more = L’appareil ne reçoit plus de notifications
notifications-device-gets-notifications = Cet appareil reçoit des notifications
notifications-mails-about-missed-messages = E-mails sur les messages manqués
notifications-settings-saved = Vos réglages sont enregistrés
notifications-test-its-way-device = Un test est en route vers l’appareil
privacy-settings-saved = Vos réglages sont enregistrés
privacy-user-unblocked = La personne est débloquée
reset-if-address-has-account = Si cette adresse a un compte, un lien est en route
reset-link-expired = Lien expiré
reset-new-password-saved-log = Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.
reset-page-not-found = Page introuvable
reset-reset-password = Réinitialiser le mot de passe
reset-server-sends-no-mail-ask = Ce serveur n’envoie pas d’e-mails. Demandez le lien à son administrateur
security-confirmed-five-minutes-page = Confirmé. Pendant cinq minutes, cette page ne demande rien d’autre
security-passkey-added-text = La clé d’accès est ajoutée
security-passkey-removed = La clé d’accès est retirée
security-qr-code-authenticator-app = Code QR pour une application d’authentification
security-security = Sécurité
security-two-step-verification-off = La validation en deux étapes est désactivée
security-two-step-verification-text = La validation en deux étapes est activée
security-use-passkey-first-log = Utilisez d’abord une clé d’accès, ou reconnectez-vous, puis configurez l’application dans les cinq minutes
tokens-token-no-longer-valid = Le jeton n’est plus valable
verify-log-continue = Connectez-vous pour continuer
verify-two-step-verification = Validation en deux étapes
notifications-quiet-times = Les heures calmes commencent et finissent entre 00:00 et 23:59
notifications-quiet-empty = Les heures calmes ne peuvent pas finir quand elles commencent
notifications-quiet-zone = Ce fuseau horaire est inconnu

## Administration

administration-account-joined = { $address }, inscription le { $time }
administration-accounts = Comptes
administration-accounts-suspended = { $accounts }, dont { $suspended } suspendus
administration-administration = Administration
administration-is-administrator = administrateur
administration-after-edit = Et après une modification :
administration-command-line = La ligne de commande
administration-delete-account = Supprimer ce compte ?
administration-delete-account-2 = Supprimer le compte
administration-delete-them-everyone = Les supprimer pour tous
administration-deletion-explained = Le profil, l’adresse e-mail, le mot de passe, les appareils et les invitations de <strong><bdi>{ $name }</bdi></strong> (@{ $username }) sont supprimés aussitôt. C’est définitif.
administration-devices = Appareils
administration-done = Traité
administration-end-suspension = Lever la suspension
administration-invitation-by = de <bdi>{ $name }</bdi>
administration-invitations = Invitations
administration-joined = Inscription
administration-keep-them-people-user = Les laisser à ses correspondants
administration-last-seen = Dernière visite
administration-mail-given-up = { $count ->
        [one] Du { $made }, { $count } essai, abandonné le { $time }
       *[other] Du { $made }, { $count } essais, abandonné le { $time }
    }
administration-mail-next = { $count ->
        [one] Du { $made }, { $count } essai, prochain le { $time }
       *[other] Du { $made }, { $count } essais, prochain le { $time }
    }
administration-mail-server-has-refused = Un serveur de messagerie les a refusés pour de bon, ou ils ont échoué trop longtemps. Ils restent affichés 30 jours.
administration-mails-fail = E-mails en échec
administration-mails-given-up = E-mails abandonnés
administration-member = Membre
administration-messages-participants-their-chats = Messages que des participants de leurs discussions ont signalés, les plus anciens d’abord. Une fois traité, le texte est effacé ici.
administration-messages-user-wrote = Les messages que la personne a écrits
administration-name-username-email-address = Nom, nom d’utilisateur ou adresse e-mail
administration-next-page = Page suivante
administration-no-longer-valid-was = N’est plus valable. Elle l’était jusqu’au
administration-no-one-found = Personne n’a été trouvé
administration-no-text = Pièces jointes sans texte
administration-none = Aucun.
administration-not-known = Inconnu
administration-nothing-yet = Rien encore.
administration-record = Journal
administration-registration = Inscription
administration-report-done = Traiter le signalement de { $reporter } sur { $reported }
administration-reported-by = Signalé par { $name } le { $time } :
administration-reported-by-username = Signalé par { $name } (@{ $username }) le { $time } :
administration-reports = Signalements
administration-revoke = Révoquer
administration-revoke-invitation-by = Révoquer l’invitation de { $name } valable jusqu’au { $time }
administration-role = Rôle
administration-running-instances = Instances en marche
administration-send-reset-link = Envoyer un lien de réinitialisation
administration-server = Serveur
administration-size-database = Taille de la base de données
administration-storage-used = { $count ->
        [one] { $count } message, { $size }
       *[other] { $count } messages, { $size }
    }
administration-suspend = Suspendre
administration-suspend-account = Suspendre ce compte ?
administration-suspend-account-2 = Suspendre le compte
administration-is-suspended = suspendu
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) est déconnecté partout aussitôt et ne peut plus se connecter avant la fin de la suspension. Les discussions restent en l’état.
administration-there-none = Il n’y en a pas.
administration-these-tried-again-about = Ceux-ci sont réessayés pendant un jour environ.
administration-user-number = numéro { $number }
administration-valid-until = Valable jusqu’au
administration-version = Version
administration-what-administrators-command-line = Ce que les administrateurs et la ligne de commande ont fait aux comptes.
administration-wrote-on = a écrit le { $time }
administration-account-can-used-again = Le compte est à nouveau utilisable
administration-account-deleted = Le compte est supprimé
administration-account-suspended = Le compte est suspendu
audit-something = a agi sur
audit-resumed = a levé la suspension de
administration-everyone-may-invite = Tout le monde peut inviter
administration-everyone-may-sign-up = Tout le monde peut s’inscrire
administration-invitation-no-longer-valid = L’invitation n’est plus valable
administration-invitation-only = Sur invitation seulement
administration-link-reset-password-its = Un lien de réinitialisation est en route
audit-promoted = a nommé administrateur
audit-report-done = a traité un signalement, d’un message de
administration-nobody-may-sign-up = Personne ne peut s’inscrire
administration-only-administrators-may-invite = Seuls les administrateurs peuvent inviter
audit-second-factor-removed = a retiré le second facteur de
audit-revoked = a révoqué une invitation de
audit-reset-link = a envoyé un lien de réinitialisation à
audit-password = a défini le mot de passe de
audit-demoted = a retiré les droits d’administrateur à
audit-added = a ajouté
audit-suspended = suspendu
audit-deleted = a supprimé
administration-administrator = Administrateur
administration-suspended = Suspendu
administration-storage = Stockage

## Mails and notifications

push-new-message = Nouveau message
push-test = Les notifications arrivent sur cet appareil.
mail-confirmation-subject = Confirmez votre adresse e-mail - Simple Chats
mail-confirmation =
    Bonjour,

    Quelqu’un, sans doute vous, veut utiliser cette adresse e-mail pour le compte { $username } sur Simple Chats. Pour la confirmer, ouvrez cette page et appuyez sur son bouton :

    { $link }

    Le lien fonctionne une fois, pendant { $duration }. Si vous n’avez rien demandé, ignorez cet e-mail : rien ne change.
mail-taken-subject = Votre adresse e-mail est déjà utilisée - Simple Chats
mail-taken =
    Bonjour { $name },

    Quelqu’un veut utiliser cette adresse e-mail pour un autre compte sur Simple Chats. Elle appartient à votre compte : rien n’a changé, et il n’y a rien à faire.

    Si c’était vous : une adresse ne peut appartenir qu’à un seul compte. Changez d’abord l’adresse de ce compte, ou supprimez-le.
mail-reset-subject = Réinitialisez votre mot de passe - Simple Chats
mail-reset =
    Bonjour { $name },

    Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte sur Simple Chats. Pour en choisir un, ouvrez cette page :

    { $link }

    Si vous utilisez l’API REST, voici votre jeton de réinitialisation :

    "{ $token }"

    Le lien et le jeton fonctionnent une fois, pendant { $duration }. Si vous n’avez rien demandé, ignorez cet e-mail : votre mot de passe reste tel quel.
mail-missed-subject = Vous avez des messages non lus - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name } : { $count } message
       *[other] { $name } : { $count } messages
    }
mail-missed-more = { $count ->
        [one] et une autre discussion
       *[other] et { $count } autres discussions
    }
mail-missed =
    Bonjour { $name },

    Des messages vous attendent sur Simple Chats :

    { $list }
    Lisez-les ici :

    { $chats }

    C’est vous qui décidez quand vous recevez ces e-mails et ce qu’ils disent :

    { $settings }

    Pour ne plus en recevoir, ouvrez ce lien et confirmez :

    { $unsubscribe }
mail-photo = Photo
mail-webhook-subject = Votre webhook est en pause - Simple Chats
mail-webhook =
    Bonjour { $name },

    Votre webhook { $number } n’est plus informé de ce qui se passe dans vos discussions sur Simple Chats : un événement n’a pas pu être livré pendant 24 heures, ou plus de 100 000 attendaient. Il est en pause, et ce qui l’attendait est abandonné :

    { "  " }{ $host }

    Ce qui est revenu à chaque essai est listé ici pour son propriétaire :

    { $deliveries }

    Une fois que son serveur répond à nouveau, relancez-le en envoyant { "{" }"paused": false{ "}" } par PATCH à :

    { $webhook }
mail-notice =
    Bonjour { $name },

    { $what }

    Quand : { $time }
    Depuis : { $address }, { $browser }

    Si c’était vous, il n’y a rien à faire.

    { $advice }

    { $link }
mail-notice-by-operator =
    Bonjour { $name },

    { $what }

    Quand : { $time }
    Par : l’exploitant de ce serveur

    Si vous l’avez demandé, il n’y a rien à faire.

    { $advice }

    { $link }
mail-new-browser-subject = Nouvelle connexion - Simple Chats
mail-new-browser = Quelqu’un, sans doute vous, s’est connecté à votre compte sur Simple Chats avec un navigateur qui n’avait pas encore servi pour lui.
mail-new-browser-advice = Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Changez-le, et déconnectez les appareils que vous ne reconnaissez pas :
mail-password-changed-subject = Votre mot de passe a été changé - Simple Chats
mail-password-changed = Le mot de passe de votre compte sur Simple Chats a été changé.
mail-password-changed-advice = Si ce n’était pas vous, choisissez aussitôt un nouveau mot de passe :
mail-address-changed-subject = Votre adresse e-mail a été changée - Simple Chats
mail-address-changed = Votre compte sur Simple Chats a une nouvelle adresse e-mail. Celle-ci ne lui appartient plus, et ne permet plus de se connecter ni de choisir un mot de passe.
mail-address-changed-advice = Si ce n’était pas vous, connectez-vous avec votre nom d’utilisateur, changez votre mot de passe puis votre adresse. Si c’est impossible, demandez de l’aide à ceux qui gèrent ce serveur :
mail-factor-added-subject = Un second facteur a été ajouté - Simple Chats
mail-factor-added =
    Un second facteur a été ajouté à votre compte sur Simple Chats :

    { "  " }{ $name }
mail-factor-removed-subject = Un second facteur a été retiré - Simple Chats
mail-factor-removed =
    Un second facteur a été retiré de votre compte sur Simple Chats :

    { "  " }{ $name }
mail-factor-advice = Si ce n’était pas vous, quelqu’un utilise votre compte. Changez votre mot de passe, déconnectez tous les autres appareils et vérifiez vos seconds facteurs :
mail-token-made-subject = Un jeton d’API a été créé - Simple Chats
mail-token-made =
    Un jeton d’API a été créé, avec lequel un programme peut utiliser votre compte sur Simple Chats :

    { "  " }{ $name }
mail-token-made-advice = Si ce n’était pas vous, quelqu’un utilise votre compte. Révoquez le jeton et changez votre mot de passe :
mail-recovery-code-subject = Un code de secours a été utilisé - Simple Chats
mail-recovery-code = Un code de secours a été utilisé à la place du second facteur de votre compte sur Simple Chats. Il ne fonctionnera plus.
mail-recovery-code-advice = Si ce n’était pas vous, quelqu’un connaît votre mot de passe et vos codes de secours. Changez votre mot de passe, déconnectez tous les autres appareils et créez de nouveaux codes :
mail-operator-factor-advice = Si vous ne l’avez pas demandé, demandez à ceux qui gèrent ce serveur pourquoi c’est arrivé, et configurez à nouveau un second facteur :
mail-operator-advice = Si vous ne l’avez pas demandé, demandez à ceux qui gèrent ce serveur pourquoi c’est arrivé. Vous pouvez choisir un nouveau mot de passe ici :

## Scripts

script-attached = Fichiers du prochain message
script-attached-file = { $name }, { $place } sur { $count }
script-attached-file-of-several = { $name }, { $place } sur { $count }. Les flèches le déplacent.
script-by-http = Ce réseau bloque les mises à jour en direct. Les nouveaux messages apparaissent toutes les quelques secondes.
script-cancel-editing = Annuler la modification
script-characters-left = { $count ->
        [one] { $number } caractère restant
       *[other] { $number } caractères restants
    }
script-characters-too-many = { $count ->
        [one] { $number } caractère de trop
       *[other] { $number } caractères de trop
    }
script-chat-deleted = Cette discussion a été supprimée pour vous deux.
script-clear-consequence = Tous les messages jusqu’ici disparaîtront pour vous. { $name } les garde.
script-clear-for-me = Vider pour moi…
script-connecting = Connexion…
script-copy = Copier
script-copy-code = Copier le code
script-delete-chat = Supprimer la discussion…
script-delete-consequence = Il sera supprimé pour vous deux.
script-delete-question = Supprimer ce message ?
script-delete-several = { $count ->
        [one] Supprimer { $count } message ?
       *[other] Supprimer { $count } messages ?
    }
script-delete-several-consequence = Ils seront supprimés pour vous deux.
script-disappears-in = Disparaît dans { $left }
script-discard = Abandonner
script-download = Télécharger
script-draft = <span class="row-draft">Brouillon : </span><bdi>{ $text }</bdi>
script-edit = Modifier
script-edit-not-saved = Votre modification n’est pas enregistrée. { $reason }
script-editing = Modification de votre message
script-emoji = Emoji
script-emoji-found = Trouvés
script-emoji-groups = Groupes
script-emoji-not-loaded = Impossible de charger les emojis.
script-emoji-recent = Récents
script-error-bad-request = Le serveur n’accepte pas ce texte.
script-error-conflict = Un autre message a été envoyé avec le même identifiant. Copiez le texte et envoyez-le à nouveau.
script-error-internal = Un problème est survenu sur le serveur.
script-error-no-response = Le serveur n’a pas répondu.
script-error-not-found = La discussion ou le message n’existe plus.
script-error-offline = Il n’y a pas de connexion.
script-error-quota-exceeded = Vos fichiers occupent toute la place dont vous disposez sur ce serveur.
script-error-unavailable = Le serveur est occupé.
script-file-empty = Ce fichier est vide.
script-file-not-found = Ce fichier n’est plus là.
script-file-too-long = Ce fichier est trop gros.
script-file-unusable = Cette image est inutilisable.
script-find-chat = Trouver une discussion
script-find-emoji = Trouver un emoji
script-forward = Transférer
script-forward-menu = Transférer…
script-forward-to = Transférer à
script-forwarded-to = Transféré à { $names }
script-hide-password = Masquer le mot de passe
script-info = Infos
script-info-edited = Modifié
script-info-sent = Envoyé
script-info-state = État
script-is-typing = écrit…
script-last-seen-just-now = en ligne à l’instant
script-last-seen-minute = en ligne il y a une minute
script-last-seen-on = en ligne le { $day }
script-last-seen-minutes = { $count ->
        [one] en ligne il y a { $count } minute
       *[other] en ligne il y a { $count } minutes
    }
script-last-seen-today = en ligne aujourd’hui à { $time }
script-last-seen-yesterday = en ligne hier à { $time }
script-loading = Chargement…
script-menu-of = Menu de « { $text } »
script-menu-of-chat = Menu de la discussion avec { $name }
script-message-by = { $name } : { $text }
script-mute = Sourdine…
script-mute-8-hours = Pendant 8 heures
script-mute-forever = Pour toujours
script-mute-hour = Pendant 1 heure
script-mute-week = Pendant 1 semaine
script-new-message-from = Nouveau message de { $name }
script-new-messages-from = { $count ->
        [one] { $count } nouveau message de { $name }
       *[other] { $count } nouveaux messages de { $name }
    }
script-next-picture = Image suivante
script-no-chat-found = Aucune discussion trouvée
script-no-connection = Pas de connexion.
script-no-emoji = Aucun emoji trouvé
script-no-passkey = Aucune clé d’accès n’a été utilisée
script-not-now = Pas maintenant
script-not-sent = Non envoyé
script-notifications-denied = Ce navigateur bloque les notifications de ce site. Vous pouvez les autoriser dans ses réglages.
script-notifications-off = Ce navigateur n’affiche pas de notifications.
script-notifications-offer = Afficher des notifications de bureau pour les nouveaux messages ?
script-notifications-on = Ce navigateur affiche une notification quand un message arrive sans qu’une page de Simple chats soit visible.
script-opens-with-connection = Il n’y a pas de connexion. Cette discussion s’ouvre dès son retour.
script-other-reaction = Réagir avec un autre emoji
script-out-of-date = Cette page est périmée. Rechargez-la.
script-passkey-failed = Cela n’a pas fonctionné. Réessayez.
script-people = Personnes
script-picture-of = { $name } ({ $place } sur { $count })
script-pictures = Images
script-previous-picture = Image précédente
script-react-with = Réagir avec { $emoji }
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Reconnexion dans { $count } s…
       *[other] Reconnexion dans { $count } s…
    }
script-record-voice = Enregistrer un message vocal
script-recorder-denied = L’accès au micro est bloqué pour ce site. Vous pouvez l’autoriser dans les réglages du navigateur.
script-recorder-failed = Le micro est inutilisable. Un autre programme s’en sert peut-être.
script-recorder-insecure = Les navigateurs n’autorisent les messages vocaux que sur des sites en HTTPS.
script-recorder-listen = L’écouter
script-recorder-no-microphone = Aucun micro trouvé.
script-recorder-pause = Suspendre l’enregistrement
script-recorder-resume = Reprendre l’enregistrement
script-recorder-send = Envoyer le message vocal
script-recorder-started = Enregistrement
script-recorder-stop-listening = Arrêter l’écoute
script-recorder-unsupported = Ce navigateur ne peut pas enregistrer de messages vocaux.
script-reload = Recharger
script-remove-file = Retirer { $name }
script-report = Signaler…
script-retry = Réessayer
script-search-messages-for = Rechercher « { $text } » dans les messages
script-select = Sélectionner
script-select-message = Sélectionner « { $text } »
script-selected = { $count ->
        [one] { $count } sélectionné
       *[other] { $count } sélectionnés
    }
script-selection = Messages sélectionnés
script-sending = envoi
script-shortcut-cancel = Annuler ; revenir à la saisie
script-shortcut-edit = Modifier votre dernier message, dans un champ vide
script-shortcut-help = Cette aide
script-shortcut-messages = Aux messages ; puis ↑ et ↓, et Enter pour le menu
script-shortcut-new-line = Nouvelle ligne
script-shortcut-other-chat = Discussion précédente et suivante
script-shortcut-search-messages = Rechercher dans les messages
script-shortcuts = Raccourcis clavier
script-show-more = Afficher plus
script-show-password = Afficher le mot de passe
script-skin-tone = Couleur de peau
script-skin-tone-dark = Peau foncée
script-skin-tone-light = Peau claire
script-skin-tone-medium = Peau moyenne
script-skin-tone-medium-dark = Peau assez foncée
script-skin-tone-medium-light = Peau assez claire
script-skin-tone-none = Sans couleur de peau
script-sound-off = Ce navigateur n’émet pas de sons.
script-sound-on = Ce navigateur émet un son quand arrive un message que vous n’êtes pas en train de lire.
script-start-again = Recommencer
script-to-newest = Aller au dernier message
script-to-newest-with-count = { $count ->
        [one] Aller au dernier message, { $count } nouveau
       *[other] Aller au dernier message, { $count } nouveaux
    }
script-today = Aujourd’hui
script-too-many-files = { $count ->
        [one] Un message peut avoir { $count } fichier.
       *[other] Un message peut avoir { $count } fichiers.
    }
script-too-many-windows = Simple chats est ouvert dans trop de fenêtres. Fermez-en quelques-unes.
script-turn-off = Désactiver
script-turn-on = Activer
script-voice-failed = Lecture impossible
script-voice-lasting = Message vocal, { $duration }
script-voice-pause = Pause
script-voice-play = Lire
script-voice-position = Position
script-voice-position-of = { $position } sur { $duration }
script-voice-speed = Vitesse
script-voice-speed-of = Vitesse { $speed }×
script-waiting = attend la connexion
script-yesterday = Hier
