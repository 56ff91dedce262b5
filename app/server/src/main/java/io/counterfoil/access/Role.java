package io.counterfoil.access;

/** As what somebody calls: what they are employed for, or which kind of key they hold. */
public enum Role {
    /** Staff of the provider who may do everything. */
    OWNER,
    /** Staff of the provider who order, count and ship. */
    OPERATOR,
    /** Staff of the provider who help customers. */
    SUPPORT,
    /** Staff of the provider who settle. */
    FINANCE,
    /** Staff of the provider who look. */
    READ_ONLY,
    /** Staff of a retailer who run its outlets. */
    MANAGER,
    /** Staff of a retailer at the counter. */
    CLERK,
    /** A program with a provider's API key: as an owner. */
    PROVIDER_KEY,
    /** A program with a retailer's API key. */
    RETAILER_KEY,
    /** A till with its terminal's API key. */
    TILL,
    /** A customer signed in to an account. */
    ACCOUNT_HOLDER,
    /** Nobody we know. */
    VISITOR
}
