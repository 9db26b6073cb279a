### Simple Chats in Brazilian Portuguese.

## Words that many pages share

common-accept = Aceitar
common-account = Conta
common-back = Voltar
common-block = Bloquear
common-cancel = Cancelar
common-close = Fechar
common-code = Código
common-current-password = Senha atual
common-delete = Excluir
common-email = E-mail
common-log-in = Entrar
common-log-out = Sair
common-message = Mensagem
common-my-chats = Minhas conversas
common-name = Nome
common-new-password = Nova senha
common-online = online
common-password = Senha
common-repeat-new-password = Repita a nova senha
common-repeat-password = Repita a senha
common-save = Salvar
common-search = Buscar
common-sign-up = Criar conta
common-unblock = Desbloquear
common-username = Nome de usuário
common-you = Você

## The application and its languages

manifest-short-name = Conversas
manifest-description = Conversas a dois no seu próprio servidor.
manifest-find-people = Encontrar pessoas
manifest-archived-chats = Conversas arquivadas
language-saved = Seu idioma foi salvo
language-unknown = Escolha um dos idiomas
language-title = Idioma
language-hint = O idioma das páginas, dos e-mails e das notificações.
language-of-browser = O que o navegador pedir
language-back = Voltar para a conta

## Chats

chat-attach-files = Anexar arquivos
chat-back-my-chats = Voltar para minhas conversas
chat-blocked = Você bloqueou { $name }. Desbloqueie para escrever.
chat-cannot-write-deleted-user = Você não pode escrever para um usuário excluído.
chat-check-new-messages = Ver se há novas mensagens
chat-delete-chat = Excluir conversa
chat-deletion-alone = Você também pode limpá-la só para você: { $name } mantém todas as mensagens.
chat-deletion-clear-me = Limpar para mim
chat-deletion-delete-both = Excluir para os dois
chat-deletion-delete-chat = Excluir esta conversa?
chat-deletion-explained = Todas as mensagens entre você e <strong>{ $name }</strong> serão excluídas para os dois. Não dá para desfazer.
chat-deletion-keep-chat = Manter a conversa
chat-dont-reply = Não responder
chat-empty = Ainda não há mensagens. Escreva a primeira para { $name }.
chat-files-too = { $count ->
        [one] { $count } dos seus arquivos também será enviado.
       *[other] { $count } dos seus arquivos também serão enviados.
    }
chat-message-to = Mensagem para { $name }
chat-messages = Mensagens
chat-more = Mais
chat-newer-messages = Mensagens mais novas
chat-newest-messages = Últimas mensagens
chat-nothing-here = Não há mensagens aqui.
chat-older-messages = Mensagens anteriores
chat-pin-mute-archive = Fixar, silenciar, arquivar…
chat-request-explained = { $name } quer escrever para você e não vê se você leu isto. Uma resposta também aceita o pedido.
chat-search-chat = Buscar nesta conversa
chat-send = Enviar
chat-skip-chats = Ir para as conversas
chat-skip-messages = Ir para as mensagens
chat-skip-writing = Ir para escrever
chats-all-chats = Todas as conversas
chats-all-chats-archived = Todas as suas conversas estão arquivadas.
chats-archived-chats = Conversas arquivadas
chats-archived-count = Arquivadas ({ $count })
chats-chat = Conversa
chats-chats = Conversas
chats-choose-chat-from-list = Escolha uma conversa na lista ou comece uma nova.
chats-conversations-will-appear-here = Suas conversas vão aparecer aqui.
chats-find-people = Encontrar pessoas
chats-first-page = Primeira página
chats-hit-own = Você:
chats-marked-unread = marcada como não lida
chats-muted = silenciada
chats-next-page = Próxima página
chats-no-chats-yet-find = Ainda não há conversas. Encontre alguém para escrever.
chats-no-messages-yet = Ainda não há mensagens
chats-pages = Páginas
chats-pinned = fixada
chats-previous-page = Página anterior
chats-requests = Pedidos
chats-row-own = Você: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> reagiu com { $emoji } a: <bdi>{ $text }</bdi>
chats-row-you-reacted = Você reagiu com { $emoji } a: <bdi>{ $text }</bdi>
chats-start-chat = Começar uma conversa
chats-there-no-archived-chats = Não há conversas arquivadas.
chats-there-no-more-chats = Não há mais conversas.
chats-unread = { $count ->
        [one] { $count } não lida
       *[other] { $count } não lidas
    }
clear-clear-chat = Limpar esta conversa para você?
clear-clear-me = Limpar para mim
clear-explained = Todas as mensagens até agora vão sumir para você. <strong>{ $name }</strong> fica com elas. Não dá para desfazer.
clear-keep-messages = Manter as mensagens
companion-back-chat = Voltar para a conversa
companion-delete-chat = Excluir conversa
companion-go = Ir
companion-go-day = Ir para um dia
companion-joined = Entrou em { $time }
companion-lifetime = Mensagens temporárias: { $lifetime }
companion-lifetime-off = Mensagens temporárias: não
lifetime-back-chat = Voltar para a conversa
lifetime-current = Novas mensagens somem para os dois { $lifetime } depois de enviadas.
lifetime-days = dias
lifetime-decline = Recusar
lifetime-hint = Um tempo menor e “Não” valem na hora. Para o resto, { $name } precisa concordar. As mensagens que já existem mantêm seu tempo.
lifetime-hours = horas
lifetime-minutes = minutos
lifetime-new-messages-disappear-after = Novas mensagens somem depois de
lifetime-none = Novas mensagens ficam até que um de vocês as exclua.
lifetime-number = Número
lifetime-other = Outro
lifetime-own-proposal = Você propôs { $lifetime }. { $name } precisa concordar.
lifetime-proposal-of-other = { $name } propõe que novas mensagens sumam depois de { $lifetime }.
lifetime-unit = Unidade
lifetime-withdraw = Retirar
message-another-emoji = Outro emoji
message-delete-message-both = Excluir a mensagem para os dois
message-deleted-message = Mensagem excluída
message-disappears-at = Some em { $time }
message-disappears-on = Some em { $time }
message-edit-delete = Editar ou excluir
message-edited = editada
message-more = Mais
message-new-messages = Novas mensagens
message-one-emoji = Era esperado um emoji
message-react = Reagir
message-reactions = Reações
message-remove-emoji = { $emoji }, remover
message-remove-reaction = Remover sua reação { $emoji }
message-reply = Responder
message-report = Denunciar
message-seen = vista
message-sent = enviada
people-back-my-chats = Voltar para minhas conversas
people-chat = Conversa
people-enter-part-name-username = Digite parte de um nome ou nome de usuário, ou um e-mail inteiro. Com várias palavras, todas precisam bater.
people-find-someone-chat-opens = Encontre alguém, e a conversa abre aqui.
people-no-one-found = Ninguém encontrado
people-search-again = Buscar de novo
people-truncated = Estes são os primeiros { $count }. Inclua uma palavra ou algumas letras para restringir a busca.
preferences-archive = Arquivar
preferences-back-chat = Voltar para a conversa
preferences-clear-me = Limpar para mim
preferences-delete-chat = Excluir conversa
preferences-disappearing-messages = Mensagens temporárias
preferences-hidden = { $name } não vê nada destas configurações.
preferences-mark-read = Marcar como lida
preferences-mark-unread = Marcar como não lida
preferences-messages = Mensagens
preferences-mute = Silenciar
preferences-mute-1-hour = Silenciar por 1 hora
preferences-mute-1-week = Silenciar por 1 semana
preferences-mute-8-hours = Silenciar por 8 horas
preferences-mute-ever = Silenciar para sempre
preferences-muted = Silenciada.
preferences-muted-until = Silenciada até { $time }.
preferences-notifications = Notificações
preferences-pin = Fixar
preferences-title = Conversa com { $name }
preferences-unarchive = Desarquivar
preferences-unmute = Reativar o som
preferences-unpin = Desafixar
report-administrators-site-will-see = Os administradores deste site verão esta mensagem, quem a escreveu e quem a denuncia. Não veem mais nada da conversa.
report-report = Denunciar
report-what-wrong = O que há de errado com ela?
requests-more = Mais
requests-none = Não há nenhum. Quem pode escrever para você fica em <a href="{ $href }">Privacidade</a>.
requests-requests = Pedidos
requests-strangers-who-want-write = Desconhecidos que querem escrever para você. Eles não veem se você leu as mensagens. Abra um pedido para aceitá-lo, excluí-lo ou bloquear quem enviou.
search-any-content = Qualquer conteúdo
search-back-to-chat = Voltar para a conversa
search-back-to-chats = Voltar para minhas conversas
search-chat = Conversa
search-content = Conteúdo
search-enter-words-beginnings-words = Digite palavras ou começos de palavras. Todas precisam aparecer. Palavras entre aspas precisam vir em sequência.
search-file = Com um arquivo
search-in-chat-with = Buscar na conversa com <bdi>{ $name }</bdi>
search-link = Com um link
search-no-messages-found = Nenhuma mensagem encontrada
search-older-messages = Mensagens anteriores
search-pages = Páginas
search-search-message-its-chat = Busque uma mensagem, e a conversa abre aqui.
search-search-messages = Buscar mensagens
search-too-long = { $count ->
        [one] No máximo { $count } caractere.
       *[other] No máximo { $count } caracteres.
    }
search-written = Escrita por
search-written-anyone = De qualquer pessoa
search-written-me = Escritas por mim
search-written-me-2 = Escritas para mim
share-pick-chat-can-still = Escolha uma conversa. Você ainda pode mudar o texto antes de enviar.
share-share = Compartilhar
share-start-chat = Começar uma conversa
share-there-no-chats-yet = Ainda não há conversas.
share-there-nothing-share-other = Não há nada para compartilhar. Outros aplicativos compartilham textos e links com este pelos próprios menus.
chat-message-reply-deleted-can = A mensagem à qual você responde foi excluída. Você pode enviar esta sem ela.
chats-chat-deleted = A conversa foi excluída
chats-delete-chat = Excluir conversa
lifetime-disappearing-messages = Mensagens temporárias
lifetime-new-messages-stay = Novas mensagens ficam
lifetime-proposal-waits-answer = Sua proposta aguarda resposta
lifetime-there-no-proposal-any = Não há mais proposta
lifetime-use-1-minute-365 = De 1 minuto a 365 dias
message-edit-message = Editar mensagem
people-find-people = Encontrar pessoas
preferences-chat-archived = A conversa está arquivada
preferences-chat-back-list = A conversa voltou para a lista
preferences-chat-cleared = A conversa foi limpa para você
preferences-chat-marked-unread = A conversa está marcada como não lida
preferences-chat-muted = A conversa está silenciada
preferences-chat-muted-8-hours = A conversa está silenciada por 8 horas
preferences-chat-muted-hour = A conversa está silenciada por uma hora
preferences-chat-muted-week = A conversa está silenciada por uma semana
preferences-chat-no-longer-marked = A conversa não está mais marcada como não lida
preferences-chat-no-longer-muted = A conversa não está mais silenciada
preferences-chat-no-longer-pinned = A conversa não está mais fixada
preferences-chat-pinned = A conversa está fixada
preferences-chat-settings = Configurações da conversa
preferences-clear-chat = Limpar conversa
report-message-reported-administrators = A mensagem foi denunciada aos administradores
report-report-done = A denúncia foi resolvida
report-report-message = Denunciar mensagem
report-reports = Denúncias
requests-request-accepted = O pedido foi aceito
requests-user-blocked-isnt-told = A pessoa foi bloqueada e não fica sabendo
requests-user-unblocked = A pessoa foi desbloqueada
lifetime-line-you-proposed = <bdi>Você</bdi> propôs que as mensagens sumam depois de { $lifetime }
lifetime-line-you-withdrew = <bdi>Você</bdi> retirou a proposta
lifetime-line-you-declined = <bdi>Você</bdi> recusou a proposta
lifetime-line-you-set = <bdi>Você</bdi> definiu que as mensagens sumam depois de { $lifetime }
lifetime-line-you-turned-off = <bdi>Você</bdi> desativou as mensagens temporárias
lifetime-line-proposed = <bdi>{ $name }</bdi> propôs que as mensagens sumam depois de { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> retirou a proposta
lifetime-line-declined = <bdi>{ $name }</bdi> recusou a proposta
lifetime-line-set = <bdi>{ $name }</bdi> definiu que as mensagens sumam depois de { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> desativou as mensagens temporárias
duration-weeks = { $count ->
        [one] { $count } semana
       *[other] { $count } semanas
    }
duration-days = { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
duration-hours = { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
duration-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
duration-seconds = { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Foto
attachment-video = Vídeo
attachment-audio = Áudio
attachment-voice = Mensagem de voz
attachment-file = Arquivo
message-you-and = Você e { $name }
lifetime-off = Não
lifetime-now-after = Novas mensagens somem depois de { $lifetime }
chats-more-than-99-unread = mais de 99 não lidas
chat-request = Pedido
lifetime-proposal = Proposta

## Every page

email-change-address = Trocar e-mail
email-current = Seu e-mail é <strong>{ $address }</strong>. Você entra com ele, e ele recebe o link se você esquecer a senha.
email-from-authenticator-app-recovery = Do seu aplicativo autenticador, ou um código de recuperação. Não é preciso nos cinco minutos depois de usar uma chave de acesso.
email-gets-link-which-open = Ele recebe um link, que você abre para confirmar.
email-new-email-address = Novo e-mail
form-errors = { $count ->
        [one] Corrija { $count } campo:
       *[other] Corrija { $count } campos:
    }
form-it-may = Ele pode
form-log-passkey = Entrar com uma chave de acesso
form-name-or-username = Nome ou nome de usuário
form-name-username = Nome ou nome de usuário
form-number-of-people = Número de pessoas
form-password-hint = { $count ->
        [one] Pelo menos { $count } caractere. Algumas palavras aleatórias funcionam bem.
       *[other] Pelo menos { $count } caracteres. Algumas palavras aleatórias funcionam bem.
    }
form-reason = Motivo
form-valid-for = Válido por
offline-no-connection = Sem conexão
offline-server-cant-reached-page = Não dá para alcançar o servidor. Esta página abre assim que ele voltar.
offline-try-now = Tentar agora
page-other-address = Este site fica em <a href="{ $url }">{ $url }</a>. Neste endereço, as páginas não se atualizam sozinhas.
page-site = Site
page-skip-chats = Ir para as conversas
page-skip-content = Ir para o conteúdo
start-all-chats = Todas as conversas
start-almost-two-minutes = Quase. Dois minutos
start-done-window = Feito. Perto da janela
start-find-people = Encontrar pessoas
start-find-someone-name-username = Encontre alguém pelo nome ou nome de usuário.
start-find-someone-name-write = Encontre alguém pelo nome e escreva. Funciona no celular, e até sem JavaScript.
start-i-am-new-here = Sou novo aqui
start-i-have-account = Tenho uma conta
start-instant = Na hora
start-messages-arrive-moment-they = As mensagens chegam assim que são enviadas. Depois de cair a conexão, nada falta.
start-no-chats-yet-find = Ainda não há conversas. Encontre alguém para escrever.
start-one-one-chat-server = Conversas a dois no seu próprio servidor. As mensagens chegam na hora, em qualquer aparelho com navegador.
start-one-program-own-machine = Um só programa na sua própria máquina guarda tudo. Ninguém de fora lê nem conta nada.
start-save-me-seat = Guarda um lugar pra mim
start-simple = Simples
start-start-chat = Começar uma conversa
start-there-yet = Já chegou?
start-yours = Seu
email-address-already = Este já é o seu endereço
email-address-use = Endereço em uso
email-confirm-email-address = Confirmar e-mail
email-email-address-confirmed = O e-mail foi confirmado
email-if-account-waits-address = Se uma conta espera por este endereço, um link está a caminho
email-link-expired = Link expirado
email-link-its-way-new = Um link está a caminho do novo endereço. Seu endereço muda assim que você confirmar por lá.
email-page-not-found = Página não encontrada
error-account-suspended = Esta conta está suspensa
error-another-message-was-sent = Outra mensagem foi enviada desta página. Envie esta de novo.
error-bad-request = Pedido incorreto
error-can-change-only-own = Você só pode mudar suas próprias mensagens.
error-cannot-block-yourself = Você não pode se bloquear.
error-cannot-delete-chat-both = Você não pode excluir esta conversa para os dois.
error-cannot-write-deleted-user = Você não pode escrever para um usuário excluído.
error-cannot-write-user = Você não pode escrever para esta pessoa.
error-changed-meantime = Mudou nesse meio-tempo
error-choose-time = Escolha um tempo
error-choose-what-may-do = Escolha o que ele pode
error-code-wrong-was-used = Este código está errado ou já foi usado
error-confirm-email-address-first = Confirme antes seu e-mail: abra o link que enviamos para ele
error-current-password-wrong = A senha atual está errada
error-data-cant-read = Não dá para ler seus dados.
error-data-cant-read-please = Não dá para ler seus dados. Tente de novo.
error-data-compressed-which-page = Seus dados estão comprimidos, o que esta página não lê.
error-data-didnt-arrive-time = Seus dados não chegaram a tempo. Tente de novo.
error-data-didnt-arrive-within = Seus dados não chegaram em 30 segundos. Tente de novo.
error-data-not-valid-utf = Seus dados não são UTF-8 válido.
error-data-too-large-page = Seus dados são grandes demais para esta página.
error-dont-have-access = Você não tem acesso a isto.
error-email-address-already-has = Este e-mail já tem uma conta
error-enter-number-from-1 = Digite um número de 1 a 100
error-enter-valid-email-address = Digite um e-mail válido
error-files-didnt-arrive-time = Seus arquivos não chegaram a tempo. Tente de novo.
error-form-has-expired-please = Este formulário expirou. Envie-o de novo.
error-form-was-sent-from = Este formulário veio de outro site ou endereço. Abra este site e preencha-o aqui.
error-give-code-well-use = Informe também um código, ou use antes uma chave de acesso
error-give-reason-up-1 = Dê um motivo de até 1.000 caracteres
error-has-changed-meantime-please = Isto mudou nesse meio-tempo. Recarregue a página.
error-invitation-not-valid-has = Este convite não vale: expirou, foi todo usado ou revogado, ou é para outro e-mail.
error-invitation-one-address-one = Um convite para um endereço vale para uma só conta
error-last-administrator-make-somebody = Este é o último administrador. Torne antes outra pessoa administradora.
error-message-contains-characters-cant = A mensagem contém caracteres que não podem ser enviados.
error-message-empty = A mensagem está vazia.
error-message-longer-than-4 = A mensagem tem mais de 4.000 caracteres.
error-name-cant-used-choose = Este nome não pode ser usado. Escolha outro
error-need-invitation-sign-up = Você precisa de um convite para criar conta aqui. Peça a alguém que tem conta.
error-no-longer-available = Não está mais disponível
error-no-longer-available-text = Isto não está mais disponível.
error-nobody-can-sign-up = No momento, ninguém pode criar conta aqui.
error-not-allowed = Não permitido
error-not-supported = Não suportado
error-only-administrators-may-invite = Só administradores podem convidar aqui.
error-page-doesnt-exist = Esta página não existe
error-page-doesnt-support-kind = Esta página não aceita este tipo de pedido.
error-page-not-found = Página não encontrada
error-page-only-reads-forms = Esta página só lê formulários (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Esta chave de acesso não pode ser usada. Tente de novo
error-password-too-common-choose = Esta senha é comum demais. Escolha outra
error-password-too-long = Esta senha é longa demais
error-password-wrong = A senha está errada
error-passwords-dont-match = As senhas não coincidem
error-server-busy-partly-unavailable = O servidor está ocupado ou parcialmente indisponível. Tente de novo.
error-something-went-wrong = Algo deu errado
error-something-went-wrong-our = Algo deu errado do nosso lado. Tente mais tarde.
error-temporarily-unavailable = Temporariamente indisponível
error-too-large = Grande demais
error-too-many-requests = Pedidos demais
error-too-many-requests-please = Pedidos demais. Espere um momento.
error-too-slow = Lento demais
error-transfer-data-was-interrupted = A transferência dos seus dados foi interrompida.
error-unblock-user-write = Desbloqueie esta pessoa para escrever.
error-unsupported-format = Formato não suportado
error-use-1-25-characters = De 1 a 25 caracteres
error-use-1-64-characters = De 1 a 64 caracteres
error-use-1-64-visible = De 1 a 64 caracteres visíveis
error-use-3-25-characters = De 3 a 25 caracteres
error-use-letters-one-alphabet = Use letras de um só alfabeto em cada palavra
error-use-only-latin-letters = Use só letras latinas (a–z), dígitos, “_”, “.” e “-”
error-use-only-visible-characters = Use só caracteres visíveis
error-username-looks-too-much = Este nome de usuário se parece demais com outro
error-username-taken = Este nome de usuário já existe
error-wrong-login-password = Usuário ou senha incorretos
page-already-logged = Você já entrou
page-back-previous-page = Voltar para a página anterior
page-log-continue = Entre para continuar
page-start-page = Página inicial
page-try-again = Tentar de novo
error-password-too-short = { $count ->
        [one] Pelo menos { $count } caractere
       *[other] Pelo menos { $count } caracteres
    }
error-too-many-tokens = { $count ->
        [one] Você tem { $count } token. Revogue-o antes
       *[other] Você tem { $count } tokens. Revogue alguns antes
    }
error-too-many-invitations = { $count ->
        [one] Você tem { $count } convite. Revogue-o antes
       *[other] Você tem { $count } convites. Revogue alguns antes
    }
error-too-many-passkeys = { $count ->
        [one] Você tem { $count } chave de acesso. Remova-a antes
       *[other] Você tem { $count } chaves de acesso. Remova uma antes
    }
error-too-many-devices = { $count ->
        [one] Você tem { $count } aparelho com notificações. Remova-o antes
       *[other] Você tem { $count } aparelhos com notificações. Remova um antes
    }
error-push-refused = O serviço push deste navegador não pode ser usado
error-too-many-requests-wait = Pedidos demais. Tente de novo em { $seconds } s.
error-busy-wait = O servidor está ocupado ou parcialmente indisponível. Tente de novo em { $seconds } s.
error-logged = Algo deu errado do nosso lado. Tente mais tarde. O erro foi registrado com o número { $number }.
error-file-empty = O arquivo está vazio.
error-file-long = O arquivo tem mais de { $bytes } bytes.
error-quota = Seus anexos ocupam espaço demais. Exclua alguns antes.
error-file-gone = Um arquivo desta mensagem não está mais lá. Anexe-o de novo.
error-too-many-files = Uma mensagem tem até { $count } anexos.
error-file-damaged = O arquivo está danificado ou incompleto.
error-picture-large = A imagem tem pixels demais.
error-file-complex = O arquivo é complexo demais.
error-file-metadata = O arquivo tem metadados, como um local, que não podem ser removidos.
error-file-not-stored = O arquivo não foi salvo. Tente de novo.

## Accounts

account-1-25-characters = De 1 a 25 caracteres.
account-3-25-characters-latin = De 3 a 25 caracteres: letras latinas (a–z), dígitos, “_”, “.” e “-”.
account-administration = Administração
account-also-revoke-api-tokens = Revogar também os tokens da API
account-api-tokens = Tokens da API
account-appearance = Aparência
account-change-password = Trocar a senha
account-dark = Escuro
account-data = Seus dados
account-delete-account = Excluir conta
account-devices = Aparelhos
account-download-data = Baixar seus dados
account-from-authenticator-app-recovery = Do seu aplicativo autenticador, ou um código de recuperação. Não é preciso nos cinco minutos depois de usar uma chave de acesso.
account-invite-people = Convidar pessoas
account-large = Grande
account-light = Claro
account-new-password-logs-out = Uma nova senha encerra a sessão em todos os seus outros aparelhos.
account-normal = Normal
account-notifications = Notificações
account-privacy = Privacidade
account-profile = Perfil
account-save-profile = Salvar perfil
account-security = Segurança
account-small = Pequeno
account-storage = Seus arquivos ocupam { $size }. Baixe uma cópia de todas as suas conversas ou exclua sua conta.
account-storage-of-quota = Seus arquivos ocupam { $size } de { $quota }. Baixe uma cópia de todas as suas conversas ou exclua sua conta.
account-system = Como o sistema
account-text-size = Tamanho do texto
account-theme-browser = Tema deste navegador
account-very-large = Muito grande
account-what-others-see-how = O que os outros veem e como encontram você.
confirm-another-account-uses-address = Outra conta já usa este endereço.
confirm-back-login = Voltar para o login
confirm-confirm-address = Confirmar este endereço
confirm-email-address = Seu e-mail
confirm-enter-email-address-which = Digite o e-mail com que você criou a conta. Enviamos outro link para confirmá-lo.
confirm-link-doesnt-exist-copy = Este link não existe. Copie o link completo do e-mail ou peça um novo.
confirm-link-has-expired-ask = Este link expirou. Peça um novo.
confirm-link-not-valid-any = Este link não vale mais: já foi usado ou há um mais novo.
confirm-question = <strong>{ $address }</strong> é o seu e-mail, e <strong>@{ $username }</strong> a sua conta? A partir de agora ela usará este endereço.
confirm-send-link = Enviar link
devices-browser-on-system = { $browser } em { $system }
devices-device = este aparelho
devices-devices = Aparelhos
devices-explained = Onde você está conectado. Encerre o que não reconhecer e <a href="{ $href }">troque sua senha</a>.
devices-log-out-all-other = Sair de todos os outros aparelhos
devices-log-out-one = Encerrar { $browser } em { $system }, visto por último em { $time }
devices-times = De { $address }, entrou em { $logged_in }, visto por último em { $last_seen }
export-back-account = Voltar para sua conta
export-data = Seus dados
export-download-data = Baixar seus dados
export-explained = Baixe uma cópia das suas conversas, com perfil, configurações, aparelhos e tudo o que pertence à sua conta. É um arquivo ZIP: descompacte-o e abra <strong>index.html</strong> para ler em um navegador, mesmo sem conexão. Programas leem <strong>data.json</strong>.
export-keep-safe-contains-everything = Guarde-a bem: ela contém tudo o que você e outros escreveram nas suas conversas.
invitations-days = { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
invitations-for-address = para { $address }
invitations-give-link-person-invite = Dê este link à pessoa que você convida. Ele só aparece agora.
invitations-have-none = Você não tem nenhum.
invitations-invitation = Seu convite
invitations-invitations = Seus convites
invitations-invite-people = Convidar pessoas
invitations-leave-empty-anyone-who = Deixe vazio para qualquer um que tenha o link.
invitations-link-invitation = Link do convite
invitations-make-invitation = Criar um convite
invitations-number-people = Número de pessoas
invitations-only-email-address = Só para este e-mail
invitations-revoke = Revogar
invitations-revoke-one = Revogar o convite válido até { $time }
invitations-used = { $used } de { $accounts } usados
invitations-valid = Válido por
invitations-valid-until = Válido até { $time }
invitations-was-valid-until = Não vale mais. Valeu até { $time }
invitations-whoever-signs-up-invitation = Quem criar conta com seu convite ganha uma conversa com você.
leaving-account-deleted = Sua conta foi excluída
leaving-delete-account = Excluir sua conta?
leaving-delete-for-everyone = Excluir para todos
leaving-keep-for-others = Manter para os outros
leaving-delete-account-2 = Excluir conta
leaving-from-authenticator-app-recovery = Do seu aplicativo autenticador, ou um código de recuperação.
leaving-keep-account = Manter a conta
leaving-logged-out-everywhere-nothing = Você saiu de todos os lugares, e nada do seu perfil ficou aqui. Só ficaram mensagens se você escolheu mantê-las para as pessoas com quem conversava.
leaving-messages-wrote = Mensagens que você escreveu
leaving-only-administrator = <strong>Você é o único administrador.</strong> Depois, ninguém poderá administrar este servidor pelas páginas até que quem o opera nomeie outra pessoa.
leaving-people-wrote-keep-their = As pessoas com quem você conversava mantêm as conversas, em que você aparece como “Usuário excluído”.
leaving-profile-email-address-password = Seu perfil, e-mail, senha, segundos fatores, aparelhos, tokens da API e convites são excluídos na hora, e você sai de todos os lugares. Seu nome de usuário fica livre para outros. Não dá para desfazer.
leaving-start-page = Página inicial
login-email-address-username = E-mail ou nome de usuário
login-forgot-password = Esqueceu a senha?
login-no-account-yet = Ainda não tem conta?
login-send-link-again = Enviar o link de novo
logout-back-my-chats = Voltar para minhas conversas
logout-logs-out-browser-chats = Isto encerra a sessão neste navegador. Suas conversas ficam.
notifications-all-devices = Todos os aparelhos
notifications-browser = Este navegador
notifications-choose-one = Escolha uma
notifications-device-added = Desde { $added }
notifications-device-used = Desde { $added }, notificado por último em { $used }
notifications-devices-told-messages = Aparelhos avisados de mensagens
notifications-from = De
notifications-have-quiet-hours-each = Ter horas de silêncio todos os dias
notifications-mail-about-messages-missed = E-mail sobre mensagens perdidas
notifications-no-device-gets-notifications = Nenhum aparelho recebe notificações ainda.
notifications-none = Nenhum
notifications-nothing-sent-then-mails = Nada é enviado a você nesse período. Os e-mails esperam até as horas acabarem.
notifications-notifications = Notificações
notifications-one-mail-time-none = Um e-mail por vez, e nenhum sobre conversas silenciadas.
notifications-quiet-hours = Horas de silêncio
notifications-remove = Remover
notifications-remove-device = Remover { $device }
notifications-save-settings = Salvar configurações
notifications-send-test = Enviar um teste
notifications-server-sends-no-mail = Este servidor não envia e-mails.
notifications-servers-key-has-changed = A chave do servidor mudou. Abra o Simple Chats no aparelho para reativar as notificações.
notifications-show-mail-what-messages = Mostrar no e-mail o que as mensagens dizem
notifications-show-what-messages-say = Mostrar o que as mensagens dizem
notifications-sound = Som
notifications-test-device = Enviar um teste para { $device }
notifications-these-devices-told-messages = Estes aparelhos são avisados de mensagens quando nenhuma página sua está aberta. Recebem o nome de quem escreve e o começo do texto, criptografados para eles.
notifications-time-zone = Fuso horário
notifications-to = Até
notifications-turn-device = Ativar neste aparelho
notifications-when-message-unread-8 = Quando uma mensagem fica 8 horas sem ser lida
notifications-when-message-unread-day = Quando uma mensagem fica um dia sem ser lida
notifications-when-message-unread-hour = Quando uma mensagem fica uma hora sem ser lida
privacy-blocked-people = Pessoas bloqueadas
privacy-everyone = Todos
privacy-everyone-any-part-name = Todos, por qualquer parte do seu nome
privacy-have-blocked-nobody-block = Você não bloqueou ninguém. Para bloquear alguém, use o menu da conversa.
privacy-i-am-typing = Que estou digitando
privacy-more = Mais
privacy-only-people-who-know = Só quem sabe exatamente seu nome de usuário ou e-mail
privacy-privacy = Privacidade
privacy-save-settings = Salvar configurações
privacy-they-cant-write-dont = Elas não podem escrever para você nem ver quando você está online. Não ficam sabendo que estão bloqueadas.
privacy-unblock-person = Desbloquear { $name }
privacy-what-dont-show-dont = O que você não mostra, também não vê dos outros.
privacy-what-others-see = O que os outros veem de você
privacy-when-i-am-online = Quando estou online e minha última vez
privacy-which-messages-i-have = Quais mensagens eu li
privacy-who-finds = Quem encontra você
privacy-who-may-write = Quem pode escrever para você
privacy-write-invited = Pessoas com quem você tem uma conversa. Mensagens de desconhecidos esperam como <a href="{ $href }">pedidos</a>
register-1-25-characters-what = De 1 a 25 caracteres. É o que os outros veem.
register-3-25-characters-latin = De 3 a 25 caracteres: letras latinas (a–z), dígitos, “_”, “.” e “-”. Outros podem encontrar você por ele.
register-already-have-account = Já tem uma conta?
register-invited-by = <strong>{ $name }</strong> convida você para conversar.
register-logging-resetting-password-nobody = Para entrar e redefinir sua senha. Ninguém mais vê.
reset-back-login = Voltar para o login
reset-choose-new-password-then = Escolha uma nova senha. Depois você entra com ela de novo em cada aparelho.
reset-enter-email-address-account = Digite o e-mail da sua conta. Enviamos um link para escolher uma nova senha.
reset-link-doesnt-exist-copy = Este link não existe. Copie o link completo do e-mail ou peça um novo.
reset-link-has-already-been = Este link já foi usado. Peça um novo se precisar.
reset-link-has-expired-request = Este link expirou. Peça um novo.
reset-request-link = Pedir link
reset-request-new-link = Pedir um novo link
reset-save-password = Salvar senha
reset-send-link = Enviar link
reset-server-sends-no-mail = Este servidor não envia e-mails. O administrador pode dar a você uma nova senha ou passar o link que você pedir aqui: o servidor o guarda em um arquivo.
security-add-passkey = Adicionar uma chave de acesso
security-adding-passkey-needs-javascript = Adicionar uma chave de acesso exige JavaScript.
security-besides-password-logging-will = Além da senha, entrar vai exigir uma chave de acesso ou um código de recuperação.
security-codes-left = { $count ->
        [one] Resta { $count } código de recuperação. Os novos o substituem.
       *[other] Restam { $count } códigos de recuperação. Os novos os substituem.
    }
security-each-them-logs-once = Cada um entra uma vez, depois da senha, se você estiver sem o celular ou a chave de acesso. Guarde-os em outro lugar: só aparecem agora.
security-enter-six-digits-app = Digite os seis dígitos que o aplicativo mostra.
security-from-app-recovery-code = Do aplicativo, ou um código de recuperação.
security-from-authenticator-app-recovery = Do seu aplicativo autenticador, ou um código de recuperação. Não é preciso nos cinco minutos depois de usar uma chave de acesso.
security-key-authenticator-app = Chave para o aplicativo autenticador
security-logs-others-out = Ativar encerra a sessão em todos os seus outros aparelhos.
security-make-new-codes = Criar novos códigos
security-name-new-passkey = Nome da nova chave de acesso
security-new-recovery-codes = Novos códigos de recuperação
security-on-since = Ativa desde { $time }: além da senha, entrar exige um código do seu aplicativo autenticador.
security-passkey = Chave de acesso
security-passkey-added = Adicionada em { $added }
security-passkey-phone-computer-security = Uma chave de acesso no celular, no computador ou em uma chave de segurança entra sem senha nem código. Assim que você tiver uma, só a senha já não basta.
security-passkey-used = Adicionada em { $added }, usada por último em { $used }
security-passkeys = Chaves de acesso
security-password-alone-will-enough = Só a senha vai bastar para entrar.
security-recovery-codes = Seus códigos de recuperação
security-remove = Remover
security-remove-passkey = Remover uma chave de acesso
security-scan = Escaneie este código com o aplicativo, abra <a href="{ $href }">este link</a> no celular ou digite a chave.
security-six-digits-from-app = Seis dígitos do aplicativo.
security-such-phone-blue-key = Por exemplo, “celular” ou “chave azul”.
security-turn-off = Desativar
security-turn-off-two-step = Desativar a verificação em duas etapas
security-turn-two-step-verification = Ativar a verificação em duas etapas
security-two-step-verification = Verificação em duas etapas
security-use-passkey = Usar uma chave de acesso
security-use-passkey-now-five = Use uma chave de acesso agora, e por cinco minutos os formulários desta página não pedem senha nem código.
security-why-authenticator = Com um aplicativo autenticador no celular, ninguém entra só com a sua senha.
tokens-api-tokens = Tokens da API
tokens-copy-now-keep-like = Copie-o agora e guarde-o como uma senha. Ele só aparece desta vez.
tokens-expired = expirou em { $time }
tokens-have-none = Você não tem nenhum.
tokens-last-used = usado por último em { $time }
tokens-made = Criado em { $time }
tokens-make-token = Criar um token
tokens-may = Ele pode
tokens-month = 30 dias
tokens-never-used = nunca usado
tokens-new-token = Seu novo token
tokens-only-reads = só lê
tokens-quarter = 90 dias
tokens-reads-writes = lê e escreve
tokens-revoke = Revogar
tokens-revoke-one = Revogar o token { $name }
tokens-scope-read = Só ler
tokens-scope-write = Ler e escrever
tokens-token = Token
tokens-token-program-acts-without = Com um token, um programa age por você sem a sua senha. Ele não pode trocar sua senha ou seu e-mail, nem excluir sua conta.
tokens-tokens = Seus tokens
tokens-until-revoked = Até você revogar
tokens-valid = Válido por
tokens-valid-until = válido até { $time }
tokens-valid-until-revoked = válido até você revogar
tokens-week = 7 dias
tokens-what-1-64-characters = Para que serve. De 1 a 64 caracteres.
tokens-year = 1 ano
unsubscribe-get-mail-when-messages = Você recebe um e-mail quando mensagens deste site ficam sem ser lidas. Não quer mais esses e-mails?
unsubscribe-get-no-more-mails = Você não recebe mais e-mails sobre mensagens perdidas. Pode reativá-los a qualquer momento.
unsubscribe-notifications = Notificações
unsubscribe-send-no-more-mails = Não enviar mais e-mails
verify-six-digits-from-authenticator = Seis dígitos do seu aplicativo autenticador, ou um dos seus códigos de recuperação.
verify-start-over = Começar de novo
verify-there-were-too-many = Houve códigos errados demais. Entre de novo.
account-new-password-saved = Sua nova senha foi salva
account-nothing-has-changed = Nada mudou
account-profile-saved = Seu perfil foi salvo
devices-all-other-devices-logged = Todos os outros aparelhos saíram
devices-device-logged-out = O aparelho saiu
devices-logged-out = Você saiu
invitations-invitation-no-longer-valid = O convite não vale mais
invitations-invitations-text = Convites
invitations-qr-code-link = Código QR do link
leaving-account-deleted-text = Conta excluída
login-account-almost-ready-open = Sua conta está quase pronta. Abra o link que enviamos para o seu e-mail e depois entre.
login-account-ready-log-start = Sua conta está pronta. Entre para começar a conversar.
login-logged = Você entrou
login-logged-out = Você saiu
notifications-device-gets-no-more = O aparelho não recebe mais notificações
notifications-device-gets-notifications = Este aparelho recebe notificações
notifications-mails-about-missed-messages = E-mails sobre mensagens perdidas
notifications-settings-saved = Suas configurações foram salvas
notifications-test-its-way-device = Um teste está a caminho do aparelho
privacy-settings-saved = Suas configurações foram salvas
privacy-user-unblocked = A pessoa foi desbloqueada
reset-if-address-has-account = Se este endereço tem uma conta, um link está a caminho
reset-link-expired = Link expirado
reset-new-password-saved-log = Sua nova senha foi salva. Entre com ela.
reset-page-not-found = Página não encontrada
reset-reset-password = Redefinir senha
reset-server-sends-no-mail-ask = Este servidor não envia e-mails. Peça o link ao administrador
security-confirmed-five-minutes-page = Confirmado. Por cinco minutos, esta página não pede mais nada
security-passkey-added-text = A chave de acesso foi adicionada
security-passkey-removed = A chave de acesso foi removida
security-qr-code-authenticator-app = Código QR para um aplicativo autenticador
security-security = Segurança
security-two-step-verification-off = A verificação em duas etapas está desativada
security-two-step-verification-text = A verificação em duas etapas está ativada
security-use-passkey-first-log = Use antes uma chave de acesso, ou entre de novo, e configure o aplicativo em até cinco minutos
tokens-token-no-longer-valid = O token não vale mais
verify-log-continue = Entre para continuar
verify-two-step-verification = Verificação em duas etapas
notifications-quiet-times = As horas de silêncio começam e terminam entre 00:00 e 23:59
notifications-quiet-empty = As horas de silêncio não podem terminar quando começam
notifications-quiet-zone = O fuso horário não é conhecido

## Administration

administration-account-joined = { $address }, entrou em { $time }
administration-accounts = Contas
administration-accounts-suspended = { $accounts }, das quais { $suspended } suspensas
administration-administration = Administração
administration-is-administrator = administrador
administration-after-edit = E depois de uma edição:
administration-command-line = A linha de comando
administration-delete-account = Excluir esta conta?
administration-delete-account-2 = Excluir conta
administration-delete-them-everyone = Excluí-las para todos
administration-deletion-explained = O perfil, o e-mail, a senha, os aparelhos e os convites de <strong><bdi>{ $name }</bdi></strong> (@{ $username }) são excluídos na hora. Não dá para desfazer.
administration-devices = Aparelhos
administration-done = Resolvido
administration-end-suspension = Encerrar a suspensão
administration-invitation-by = de <bdi>{ $name }</bdi>
administration-invitations = Convites
administration-joined = Entrou
administration-keep-them-people-user = Mantê-las para as pessoas com quem conversava
administration-last-seen = Visto por último
administration-mail-given-up = { $count ->
        [one] De { $made }, { $count } tentativa, abandonado em { $time }
       *[other] De { $made }, { $count } tentativas, abandonado em { $time }
    }
administration-mail-next = { $count ->
        [one] De { $made }, { $count } tentativa, próxima em { $time }
       *[other] De { $made }, { $count } tentativas, próxima em { $time }
    }
administration-mail-server-has-refused = Um servidor de e-mail os recusou de vez, ou falharam por tempo demais. Ficam listados por 30 dias.
administration-mails-fail = E-mails que falham
administration-mails-given-up = E-mails abandonados
administration-member = Membro
administration-messages-participants-their-chats = Mensagens que participantes das conversas denunciaram, as mais antigas primeiro. Quando uma é resolvida, o texto é apagado aqui.
administration-messages-user-wrote = Mensagens que a pessoa escreveu
administration-name-username-email-address = Nome, nome de usuário ou e-mail
administration-next-page = Próxima página
administration-no-longer-valid-was = Não vale mais. Valeu até
administration-no-one-found = Ninguém encontrado
administration-no-text = Anexos sem texto
administration-none = Nenhum.
administration-not-known = Desconhecido
administration-nothing-yet = Nada ainda.
administration-record = Registro
administration-registration = Cadastro
administration-report-done = Resolver a denúncia de { $reporter } sobre { $reported }
administration-reported-by = Denunciada por { $name } em { $time }:
administration-reported-by-username = Denunciada por { $name } (@{ $username }) em { $time }:
administration-reports = Denúncias
administration-revoke = Revogar
administration-revoke-invitation-by = Revogar o convite de { $name } válido até { $time }
administration-role = Papel
administration-running-instances = Instâncias em execução
administration-send-reset-link = Enviar um link de redefinição
administration-server = Servidor
administration-size-database = Tamanho do banco de dados
administration-storage-used = { $count ->
        [one] { $count } mensagem, { $size }
       *[other] { $count } mensagens, { $size }
    }
administration-suspend = Suspender
administration-suspend-account = Suspender esta conta?
administration-suspend-account-2 = Suspender conta
administration-is-suspended = suspensa
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) sai de todos os lugares na hora e não pode entrar até você encerrar a suspensão. As conversas ficam como estão.
administration-there-none = Não há nenhuma.
administration-these-tried-again-about = Estes são tentados de novo por cerca de um dia.
administration-user-number = número { $number }
administration-valid-until = Válido até
administration-version = Versão
administration-what-administrators-command-line = O que administradores e a linha de comando fizeram com as contas.
administration-wrote-on = escreveu em { $time }
administration-account-can-used-again = A conta pode ser usada de novo
administration-account-deleted = A conta foi excluída
administration-account-suspended = A conta foi suspensa
audit-something = fez algo com
audit-resumed = encerrou a suspensão de
administration-everyone-may-invite = Todos podem convidar
administration-everyone-may-sign-up = Todos podem criar conta
administration-invitation-no-longer-valid = O convite não vale mais
administration-invitation-only = Só com convite
administration-link-reset-password-its = Um link para redefinir a senha está a caminho
audit-promoted = tornou administrador
audit-report-done = resolveu uma denúncia, de uma mensagem de
administration-nobody-may-sign-up = Ninguém pode criar conta
administration-only-administrators-may-invite = Só administradores podem convidar
audit-second-factor-removed = removeu o segundo fator de
audit-revoked = revogou um convite de
audit-reset-link = enviou um link de redefinição a
audit-password = definiu a senha de
audit-demoted = tirou os direitos de administrador de
audit-added = adicionou
audit-suspended = suspensa
audit-deleted = excluiu
administration-administrator = Administrador
administration-suspended = Suspensa
administration-storage = Armazenamento

## Mails and notifications

push-new-message = Nova mensagem
push-test = As notificações chegam a este aparelho.
mail-confirmation-subject = Confirme seu e-mail - Simple Chats
mail-confirmation =
    Olá,

    Alguém, provavelmente você, quer usar este e-mail para a conta { $username } no Simple Chats. Para confirmar, abra esta página e aperte o botão dela:

    { $link }

    O link funciona uma vez, por { $duration }. Se você não pediu isto, ignore este e-mail: nada muda.
mail-taken-subject = Seu e-mail já está em uso - Simple Chats
mail-taken =
    Olá, { $name },

    Alguém quer usar este e-mail para outra conta no Simple Chats. Ele pertence à sua conta, então nada mudou e não há nada a fazer.

    Se foi você: um endereço só pode pertencer a uma conta. Troque antes o endereço desta conta ou exclua-a.
mail-reset-subject = Redefina sua senha - Simple Chats
mail-reset =
    Olá, { $name },

    Alguém, provavelmente você, pediu uma nova senha para a sua conta no Simple Chats. Para escolhê-la, abra esta página:

    { $link }

    Se você usa a API REST, este é o seu token de redefinição:

    "{ $token }"

    O link e o token funcionam uma vez, por { $duration }. Se você não pediu isto, ignore este e-mail: sua senha continua a mesma.
mail-missed-subject = Você tem mensagens não lidas - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } mensagem
       *[other] { $name }: { $count } mensagens
    }
mail-missed-more = { $count ->
        [one] e mais uma conversa
       *[other] e mais { $count } conversas
    }
mail-missed =
    Olá, { $name },

    Mensagens esperam por você no Simple Chats:

    { $list }
    Leia aqui:

    { $chats }

    Quando você recebe esses e-mails e o que dizem, você decide:

    { $settings }

    Para não receber mais, abra este link e confirme:

    { $unsubscribe }
mail-photo = Foto
mail-webhook-subject = Seu webhook foi pausado - Simple Chats
mail-webhook =
    Olá, { $name },

    Seu webhook { $number } não fica mais sabendo do que acontece nas suas conversas no Simple Chats: um evento não pôde ser entregue por 24 horas, ou mais de 100.000 esperavam. Ele está pausado, e o que o esperava foi descartado:

    { "  " }{ $host }

    O que voltou em cada tentativa está listado aqui para o dono:

    { $deliveries }

    Quando o servidor dele voltar a responder, retome-o enviando { "{" }"paused": false{ "}" } com PATCH para:

    { $webhook }
mail-notice =
    Olá, { $name },

    { $what }

    Quando: { $time }
    De: { $address }, { $browser }

    Se foi você, não há nada a fazer.

    { $advice }

    { $link }
mail-notice-by-operator =
    Olá, { $name },

    { $what }

    Quando: { $time }
    Por: quem opera este servidor

    Se você pediu, não há nada a fazer.

    { $advice }

    { $link }
mail-new-browser-subject = Novo login - Simple Chats
mail-new-browser = Alguém, provavelmente você, entrou na sua conta no Simple Chats com um navegador que ainda não tinha sido usado para ela.
mail-new-browser-advice = Se não foi você, alguém sabe sua senha. Troque-a e encerre os aparelhos que não reconhecer:
mail-password-changed-subject = Sua senha foi trocada - Simple Chats
mail-password-changed = A senha da sua conta no Simple Chats foi trocada.
mail-password-changed-advice = Se não foi você, escolha uma nova senha já:
mail-address-changed-subject = Seu e-mail foi trocado - Simple Chats
mail-address-changed = Sua conta no Simple Chats tem um novo e-mail. Este não pertence mais a ela e não serve para entrar nem para escolher outra senha.
mail-address-changed-advice = Se não foi você, entre com seu nome de usuário, troque sua senha e depois seu e-mail. Se não conseguir, peça ajuda a quem mantém este servidor:
mail-factor-added-subject = Um segundo fator foi adicionado - Simple Chats
mail-factor-added =
    Um segundo fator foi adicionado à sua conta no Simple Chats:

    { "  " }{ $name }
mail-factor-removed-subject = Um segundo fator foi removido - Simple Chats
mail-factor-removed =
    Um segundo fator foi removido da sua conta no Simple Chats:

    { "  " }{ $name }
mail-factor-advice = Se não foi você, alguém usa sua conta. Troque sua senha, encerre todos os outros aparelhos e confira seus segundos fatores:
mail-token-made-subject = Um token da API foi criado - Simple Chats
mail-token-made =
    Foi criado um token da API com o qual um programa pode usar sua conta no Simple Chats:

    { "  " }{ $name }
mail-token-made-advice = Se não foi você, alguém usa sua conta. Revogue o token e troque sua senha:
mail-recovery-code-subject = Um código de recuperação foi usado - Simple Chats
mail-recovery-code = Um código de recuperação foi usado no lugar do segundo fator da sua conta no Simple Chats. Ele não funciona de novo.
mail-recovery-code-advice = Se não foi você, alguém sabe sua senha e seus códigos de recuperação. Troque sua senha, encerre todos os outros aparelhos e crie novos códigos:
mail-operator-factor-advice = Se você não pediu, pergunte a quem mantém este servidor por que foi feito, e configure de novo um segundo fator:
mail-operator-advice = Se você não pediu, pergunte a quem mantém este servidor por que foi feito. Você pode escolher uma nova senha aqui:

## Scripts

script-attached = Arquivos da próxima mensagem
script-attached-file = { $name }, { $place } de { $count }
script-attached-file-of-several = { $name }, { $place } de { $count }. As setas o movem.
script-by-http = Esta rede bloqueia atualizações ao vivo. Novas mensagens aparecem a cada poucos segundos.
script-cancel-editing = Cancelar a edição
script-characters-left = { $count ->
        [one] Resta { $number } caractere
       *[other] Restam { $number } caracteres
    }
script-characters-too-many = { $count ->
        [one] { $number } caractere a mais
       *[other] { $number } caracteres a mais
    }
script-chat-deleted = Esta conversa foi excluída para os dois.
script-clear-consequence = Todas as mensagens até agora vão sumir para você. { $name } fica com elas.
script-clear-for-me = Limpar para mim…
script-connecting = Conectando…
script-copy = Copiar
script-copy-code = Copiar o código
script-delete-chat = Excluir conversa…
script-delete-consequence = Ela será excluída para os dois.
script-delete-question = Excluir esta mensagem?
script-delete-several = { $count ->
        [one] Excluir { $count } mensagem?
       *[other] Excluir { $count } mensagens?
    }
script-delete-several-consequence = Elas serão excluídas para os dois.
script-disappears-in = Some em { $left }
script-discard = Descartar
script-download = Baixar
script-draft = <span class="row-draft">Rascunho: </span><bdi>{ $text }</bdi>
script-edit = Editar
script-edit-not-saved = Sua mudança não foi salva. { $reason }
script-editing = Editando sua mensagem
script-emoji = Emoji
script-emoji-found = Encontrados
script-emoji-groups = Grupos
script-emoji-not-loaded = Não foi possível carregar os emojis.
script-emoji-recent = Recentes
script-error-bad-request = O servidor não aceita este texto.
script-error-conflict = Outra mensagem foi enviada com o mesmo identificador. Copie o texto e envie-o de novo.
script-error-internal = Algo deu errado no servidor.
script-error-no-response = O servidor não respondeu.
script-error-not-found = A conversa ou a mensagem não existe mais.
script-error-offline = Não há conexão.
script-error-quota-exceeded = Seus arquivos ocupam todo o espaço que você tem neste servidor.
script-error-unavailable = O servidor está ocupado.
script-file-empty = Este arquivo está vazio.
script-file-not-found = Este arquivo não está mais lá.
script-file-too-long = Este arquivo é grande demais.
script-file-unusable = Esta imagem não pode ser usada.
script-find-chat = Encontrar uma conversa
script-find-emoji = Encontrar um emoji
script-forward = Encaminhar
script-forward-menu = Encaminhar…
script-forward-to = Encaminhar para
script-forwarded-to = Encaminhada para { $names }
script-hide-password = Ocultar senha
script-info = Informações
script-info-edited = Editada
script-info-sent = Enviada
script-info-state = Estado
script-is-typing = está digitando…
script-last-seen-just-now = online agora há pouco
script-last-seen-minute = online há um minuto
script-last-seen-on = online por último em { $day }
script-last-seen-minutes = { $count ->
        [one] online há { $count } minuto
       *[other] online há { $count } minutos
    }
script-last-seen-today = online hoje às { $time }
script-last-seen-yesterday = online ontem às { $time }
script-loading = Carregando…
script-menu-of = Menu de “{ $text }”
script-menu-of-chat = Menu da conversa com { $name }
script-message-by = { $name }: { $text }
script-mute = Silenciar…
script-mute-8-hours = Por 8 horas
script-mute-forever = Para sempre
script-mute-hour = Por 1 hora
script-mute-week = Por 1 semana
script-new-message-from = Nova mensagem de { $name }
script-new-messages-from = { $count ->
        [one] { $count } nova mensagem de { $name }
       *[other] { $count } novas mensagens de { $name }
    }
script-next-picture = Próxima imagem
script-no-chat-found = Nenhuma conversa encontrada
script-no-connection = Sem conexão.
script-no-emoji = Nenhum emoji encontrado
script-no-passkey = Nenhuma chave de acesso foi usada
script-not-now = Agora não
script-not-sent = Não enviada
script-notifications-denied = Este navegador bloqueia as notificações deste site. Você pode permiti-las nas configurações dele.
script-notifications-off = Este navegador não mostra notificações.
script-notifications-offer = Mostrar notificações na área de trabalho para novas mensagens?
script-notifications-on = Este navegador mostra uma notificação quando chega uma mensagem e nenhuma página do Simple chats está visível.
script-opens-with-connection = Não há conexão. Esta conversa abre assim que ela voltar.
script-other-reaction = Reagir com outro emoji
script-out-of-date = Esta página está desatualizada. Recarregue-a.
script-passkey-failed = Não deu certo. Tente de novo.
script-people = Pessoas
script-picture-of = { $name } ({ $place } de { $count })
script-pictures = Imagens
script-previous-picture = Imagem anterior
script-react-with = Reagir com { $emoji }
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Reconectando em { $count } s…
       *[other] Reconectando em { $count } s…
    }
script-record-voice = Gravar uma mensagem de voz
script-recorder-denied = O acesso ao microfone está bloqueado para este site. Você pode permiti-lo nas configurações do navegador.
script-recorder-failed = Não foi possível usar o microfone. Outro programa pode estar usando.
script-recorder-insecure = Os navegadores só permitem mensagens de voz em sites com HTTPS.
script-recorder-listen = Ouvir
script-recorder-no-microphone = Nenhum microfone encontrado.
script-recorder-pause = Pausar a gravação
script-recorder-resume = Continuar a gravação
script-recorder-send = Enviar a mensagem de voz
script-recorder-started = Gravação
script-recorder-stop-listening = Parar de ouvir
script-recorder-unsupported = Este navegador não grava mensagens de voz.
script-reload = Recarregar
script-remove-file = Remover { $name }
script-report = Denunciar…
script-retry = Tentar de novo
script-search-messages-for = Buscar “{ $text }” nas mensagens
script-select = Selecionar
script-select-message = Selecionar “{ $text }”
script-selected = { $count ->
        [one] { $count } selecionada
       *[other] { $count } selecionadas
    }
script-selection = Mensagens selecionadas
script-sending = enviando
script-shortcut-cancel = Cancelar; voltar a escrever
script-shortcut-edit = Editar sua última mensagem, em um campo vazio
script-shortcut-help = Esta ajuda
script-shortcut-messages = Para as mensagens; depois ↑ e ↓, e Enter para o menu
script-shortcut-new-line = Nova linha
script-shortcut-other-chat = Conversa anterior e próxima
script-shortcut-search-messages = Buscar nas mensagens
script-shortcuts = Atalhos de teclado
script-show-more = Mostrar mais
script-show-password = Mostrar senha
script-skin-tone = Tom de pele
script-skin-tone-dark = Tom de pele escuro
script-skin-tone-light = Tom de pele claro
script-skin-tone-medium = Tom de pele médio
script-skin-tone-medium-dark = Tom de pele médio-escuro
script-skin-tone-medium-light = Tom de pele médio-claro
script-skin-tone-none = Sem tom de pele
script-sound-off = Este navegador não toca sons.
script-sound-on = Este navegador toca um som quando chega uma mensagem que você não está lendo.
script-start-again = Começar de novo
script-to-newest = Ir para a última mensagem
script-to-newest-with-count = { $count ->
        [one] Ir para a última mensagem, { $count } nova
       *[other] Ir para a última mensagem, { $count } novas
    }
script-today = Hoje
script-too-many-files = { $count ->
        [one] Uma mensagem pode ter { $count } arquivo.
       *[other] Uma mensagem pode ter { $count } arquivos.
    }
script-too-many-windows = O Simple chats está aberto em janelas demais. Feche algumas.
script-turn-off = Desativar
script-turn-on = Ativar
script-voice-failed = Não dá para tocar
script-voice-lasting = Mensagem de voz, { $duration }
script-voice-pause = Pausar
script-voice-play = Tocar
script-voice-position = Posição
script-voice-position-of = { $position } de { $duration }
script-voice-speed = Velocidade
script-voice-speed-of = Velocidade { $speed }×
script-waiting = esperando a conexão
script-yesterday = Ontem
