Guten Tag ${to.name},

die letzte Sicherung Ihres Kontos ${account.username} bei
${provider.name} wurde am ${account.day} fertig. Was sich seither
auf Ihrem Computer geändert hat, ist in keiner Sicherung.

Oft war der Computer aus, die Sicherungssoftware ist nicht mehr da oder
wird nicht mehr gestartet, sie hat ein altes Passwort, oder der Speicher
ist voll. Bitte sehen Sie nach, oder sichern Sie von Hand. Mit restic:

    restic backup ~/Documents

~/Documents steht für einen Ihrer Ordner. Wie es geht, und einen neuen
Schlüssel, wenn Ihrer verloren ist, finden Sie hier:

    ${provider.url}/account/backup

<#if others?has_content>
Auch diese warten auf eine Sicherung:

<#list others as other>
    ${other.username}: <#if other.day??>die letzte am ${other.day}<#else>keine</#if>
</#list>

</#if>
Wenn Sie absichtlich aufgehört haben, müssen Sie nichts tun. Wir
schreiben erst wieder, wenn Sicherungen kommen und noch einmal aufhören.

${provider.name}
${provider.url}
