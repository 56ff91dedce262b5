Guten Tag ${to.name},

Ihr Konto ${usernames} bei ${provider.name} teilt die Zeit eines
anderen, und die ist vorbei. Neue Sicherungen werden von jetzt an
abgelehnt. Nichts ist verloren: Sie können alles zurückholen.

Wir bewahren Ihre Sicherungen bis zum ${date} auf. Danach werden sie
endgültig gelöscht.

Nur der Inhaber des anderen Kontos kann die Zeit beider verlängern:
Bitte sprechen Sie mit ihm, wenn Sie weitermachen möchten. Sonst holen
Sie vor diesem Tag zurück, was Sie brauchen.

${provider.name}
${provider.url}
