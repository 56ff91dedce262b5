Ihre Sicherungen bei ${provider.name} stehen still, und nichts ist verloren
