Guten Tag ${to.name},

jemand, der Ihr Passwort kennt, möchte E-Mails zum Konto ${username} bei
${provider.name} an eine andere Adresse<#if hint??>, ${hint}</#if>. Das
gilt, sobald ein Link geöffnet wird, der dorthin gesendet wurde.

Wenn Sie das waren, müssen Sie hier nichts tun. Wenn nicht, wählen Sie
sofort ein neues Passwort; dann gilt auch dieser Link nicht mehr.

    ${provider.url}/account/forgotten

${provider.name}
${provider.url}
