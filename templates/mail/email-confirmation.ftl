Hello,

mail about an account at ${provider.name} shall come to this address
from now on. If that is right, confirm it within a day on this page,
which also says which account it is:

    ${provider.url}/account/contact/confirm?token=${secret.token}

If you know nothing of an account, somebody may have mistyped their
address. Then you need not do anything, and nothing is sent to you.

${provider.name}
${provider.url}
