Hello ${to.name},

your account ${usernames} at ${provider.name} shares the time of
another one, which is over. New backups are refused from now on.
Nothing is lost: you can restore everything.

We keep your backups until ${date}. After that they are deleted for
good.

Only the holder of that other account can extend the time of both:
please talk to them if you want to go on. Otherwise restore what you
need before that date.

${provider.name}
${provider.url}
