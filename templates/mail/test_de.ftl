Guten Tag ${to.name},

diese Nachricht zeigt, dass E-Mails von ${provider.name} bei
${to.address} ankommen. Bitte sehen Sie nach, ob Absender, Name und
Aussehen so sind, wie Sie sie möchten, und ob Ihr E-Mail-Programm sie
für unerwünscht hält.

${provider.name}
${provider.url}
