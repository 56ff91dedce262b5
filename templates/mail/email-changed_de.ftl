Guten Tag ${to.name},

E-Mails zum Konto ${username} bei ${provider.name} gehen von jetzt an an
eine andere Adresse<#if hint??>, ${hint}</#if>, wie es sein Inhaber
wollte. Dies ist die letzte E-Mail an die alte.

Wenn Sie das nicht waren, kann sich jemand anderes an Ihrem Konto
anmelden. Bitte schreiben Sie uns sofort; Ihre Sicherungen sind noch da.

${provider.name}
${provider.url}
