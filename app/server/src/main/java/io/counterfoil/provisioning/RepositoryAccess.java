package io.counterfoil.provisioning;

/**
 * What a backup program needs to reach an account's repository; shown once.
 *
 * @param url restic's name of the repository, without credentials
 * @param username the Basic user name
 * @param password the secret, of which only a digest is kept
 */
public record RepositoryAccess(String url, String username, String password) {
    private static final String SCHEME_END = "://";

    /**
     * restic's name of the repository with its credentials, which every version of restic takes;
     * for the one page that shows them.
     */
    public String withCredentials() {
        return url.replaceFirst(SCHEME_END, SCHEME_END + username + ":" + password + "@");
    }

    @Override
    public String toString() {
        return "RepositoryAccess[url=" + url + ", username=" + username + "]";
    }
}
