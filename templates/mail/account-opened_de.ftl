Guten Tag ${to.name},

Ihr Konto für die Online-Sicherung (${plan}) bei ${provider.name} ist
eröffnet.

Anmelden:      ${provider.url}/account
Benutzername:  ${username}
Passwort:      das bei der Eröffnung gewählte

<#if username?ends_with("…")>
Vom Benutzernamen steht hier nur der Anfang, weil noch niemand bestätigt
hat, dass dies Ihre Adresse ist. Diese Seite sendet Ihnen einen Link, der
ihn ganz zeigt:

    ${provider.url}/account/forgotten

</#if>
<#if software??>
Holen Sie unsere Sicherungssoftware. Sie fragt nach Adresse, Benutzer
und Passwort Ihres Repositorys.

    ${software}

</#if>
Für Ihre erste Sicherung mit restic installieren Sie es von
https://restic.net und tippen diese Zeilen nacheinander in ein Terminal.
~/Documents steht für einen Ihrer Ordner.

    export RESTIC_REPOSITORY='${repository?replace("://", "://" + repositoryUser + ":PASSWORD@")}'
    restic init
    restic backup ~/Documents

PASSWORD steht für das Passwort Ihres Repositorys. Es wurde bei der
Eröffnung gezeigt und wird nie per E-Mail gesendet. Wenn Sie es nicht
zur Hand haben, erstellen Sie in Ihrem Konto ein neues.

    ${provider.url}/account

Wenn Sie dieses Konto nicht wollten, hat sich vielleicht jemand bei der
E-Mail-Adresse vertippt. Dann müssen Sie nichts tun.

${provider.name}
${provider.url}
