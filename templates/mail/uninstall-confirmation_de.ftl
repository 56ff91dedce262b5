Guten Tag ${to.name},

<#switch asker!>
<#case "holder">
Sie haben uns gebeten, Ihr Konto ${username} bei ${provider.name} zu
löschen.
<#break>
<#case "parent">
der Inhaber des Kontos, zu dem Ihr Konto ${username} bei
${provider.name} gehört, hat uns gebeten, Ihres zu löschen.
<#break>
<#case "software">
die Software Ihres Kontos ${username} bei ${provider.name} wurde
entfernt.
<#break>
<#default>
${provider.name} hat darum gebeten, Ihr Konto ${username} zu löschen.
</#switch>
Sie haben noch bezahlte Zeit, darum geschieht nichts, solange Sie es
nicht sagen: Ihre Sicherungen bleiben, und Sie können sie jederzeit
zurückholen.

Wenn sie gelöscht werden sollen, bestätigen Sie es innerhalb von sieben
Tagen. Sonst müssen Sie nichts tun.

    ${provider.url}/account/uninstall/confirm?token=${secret.token}

${provider.name}
${provider.url}
