Guten Tag,

<#assign called = {"owner": "Inhaber", "operator": "Druck und Versand", "support": "Kundendienst", "finance": "Buchhaltung", "read_only": "nur lesen", "manager": "Leitung", "clerk": "Verkauf"}[role]!role>
<#if shop>
Sie sind eingeladen, sich für Ihr Geschäft bei ${provider.name}
anzumelden. Ihre Rolle: ${called}.

<#else>
Sie sind eingeladen, bei ${provider.name} mitzuarbeiten. Ihre Rolle:
${called}.

</#if>
Wählen Sie Namen und Passwort, innerhalb von drei Tagen.

    ${provider.url}/invitation?token=${secret.token}

Wenn Sie nicht wissen, worum es geht, müssen Sie nichts tun.

${provider.name}
${provider.url}
