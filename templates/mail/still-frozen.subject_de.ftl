Ihre Sicherungen bei ${provider.name} stehen still, und noch ist nichts verloren
