Guten Tag ${to.name},

Ihr Konto ${account.username} bei ${provider.name} ist eröffnet, aber
es ist keine Sicherung darin. Bis eine fertig wird, ist nichts von Ihnen
dort sicher.

<#if software??>
Holen Sie unsere Sicherungssoftware. Sie fragt nach Adresse, Benutzer
und Passwort Ihres Repositorys.

    ${software}

Oder nehmen Sie restic. Diese Seite hat die Zeilen zum Tippen, und einen
neuen Schlüssel, wenn Ihrer verloren ist:
<#else>
Für eine Sicherung installieren Sie restic von https://restic.net.
Diese Seite hat die Zeilen zum Tippen, und einen neuen Schlüssel, wenn
Ihrer verloren ist:
</#if>

    ${provider.url}/account/backup

<#if others?has_content>
Auch in diesen ist keine:

<#list others as other>
    ${other.username}
</#list>

</#if>
Wenn etwas nicht geht, fragen Sie bitte ${provider.name}. Wenn Sie nicht
sichern möchten, müssen Sie nichts tun: davon schreiben wir nur einmal.

${provider.name}
${provider.url}
