/* managementpartner: links the account that works in an Azure tenant to a Microsoft partner ID (Partner Admin Link).
 *
 * Conventions, in full in ffi/README.md:
 * - Every function may be called from any thread, and many threads may use one mp_client. Calls block.
 * - A function that can fail returns mp_status. It writes its output only on success and *error only on failure;
 *   `error` may be NULL where the status is enough. Other arguments that may be NULL say so.
 * - Strings are UTF-8 and end with NUL. An argument is read during the call and stays the caller's. The strings of a
 *   struct that the library filled are the library's: the struct's own _free frees them all, and NULL means "none".
 * - Every _free takes NULL. The _free of a struct takes one that the library filled or that is all zero, and empties
 *   it: freeing it again does nothing.
 * - Zero is every input's default, so `mp_client_options options = {0};` is a good start.
 *
 * Generated from ffi/src by cbindgen: `cargo xtask header`. */

#ifndef MANAGEMENTPARTNER_H
#define MANAGEMENTPARTNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The binary interface that this header describes. It grows with every change that a compiled caller would notice.
#define MP_ABI_VERSION 1

// What a function says of itself. The numbers stay; one that is retired is not given again.
enum mp_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It worked, and its output is written.
    MP_STATUS_OK = 0,
    // A value was refused before any request was sent: the error names it.
    MP_STATUS_INVALID_ARGUMENT = 1,
    // No token could be had, or the service refused it (401).
    MP_STATUS_AUTHENTICATION = 2,
    // A token or an answer belongs to another tenant or account than the one asked for.
    MP_STATUS_WRONG_TENANT = 3,
    // The account may not do this (403).
    MP_STATUS_PERMISSION_DENIED = 4,
    // The account is not linked, or not linked with the ID that was asked for (404).
    MP_STATUS_NOT_LINKED = 5,
    // The account is linked already (409), or with another partner's ID that the caller did not name.
    MP_STATUS_ALREADY_LINKED = 6,
    // The service does not know the partner ID (400).
    MP_STATUS_INVALID_PARTNER_ID = 7,
    // The service wants fewer requests (429).
    MP_STATUS_THROTTLED = 8,
    // Any other error that the service answered.
    MP_STATUS_SERVICE = 9,
    // An answer that cannot be understood: no JSON, too large, cut off.
    MP_STATUS_INVALID_RESPONSE = 10,
    // No connection, or it broke.
    MP_STATUS_CONNECTION = 11,
    // The call's time limit passed, and nothing was changed.
    MP_STATUS_TIMEOUT = 12,
    // The call was cancelled, and nothing was changed.
    MP_STATUS_CANCELLED = 13,
    // A write went out, and whether it took effect could not be found out: read the link before trying again.
    MP_STATUS_OUTCOME_UNKNOWN = 14,
    // A defect of the library, which stayed inside; a report of the error's message is welcome.
    MP_STATUS_PANIC = 100,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mp_status mp_status;
#else
typedef int32_t mp_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How much a log callback is told.
enum mp_log_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing.
    MP_LOG_LEVEL_OFF = 0,
    // Defects.
    MP_LOG_LEVEL_ERROR = 1,
    // What deserves a look.
    MP_LOG_LEVEL_WARN = 2,
    // What the caller did not ask for in so many words: a repetition.
    MP_LOG_LEVEL_INFO = 3,
    // Every request and answer, without secrets, and who signed in.
    MP_LOG_LEVEL_DEBUG = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mp_log_level mp_log_level;
#else
typedef int32_t mp_log_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What mp_partner_link had to do.
enum mp_change
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Nothing: the account was linked as wanted already.
    MP_CHANGE_UNCHANGED = 0,
    // It linked the account, which was not linked.
    MP_CHANGE_CREATED = 1,
    // It changed the link, which was with the partner ID that the caller named.
    MP_CHANGE_UPDATED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mp_change mp_change;
#else
typedef int32_t mp_change;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Ways to sign in.
enum mp_credential_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // The environment's service principal where it names one, or else the Azure CLI's session.
    MP_CREDENTIAL_KIND_DEFAULT = 0,
    // The environment's service principal: AZURE_TENANT_ID, AZURE_CLIENT_ID and either AZURE_CLIENT_SECRET or
    // AZURE_CLIENT_CERTIFICATE_PATH. An error says what is missing.
    MP_CREDENTIAL_KIND_ENVIRONMENT = 1,
    // The Azure CLI's session: each new token starts the program `az` and waits for its end.
    MP_CREDENTIAL_KIND_AZURE_CLI = 2,
    // A service principal with `tenant`, `client_id` and `client_secret`.
    MP_CREDENTIAL_KIND_CLIENT_SECRET = 3,
    // A service principal with `tenant`, `client_id` and `certificate_file`.
    MP_CREDENTIAL_KIND_CLIENT_CERTIFICATE = 4,
    // The host's own `token`.
    MP_CREDENTIAL_KIND_CALLBACK = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mp_credential_kind mp_credential_kind;
#else
typedef int32_t mp_credential_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Ends calls that another thread waits for. One may serve many calls.
typedef struct mp_cancel mp_cancel;

// Links the signed-in account to a partner ID, in one tenant. Any number of threads may use one.
typedef struct mp_client mp_client;

// A token callback's answer in the making; it is good until the callback returns.
typedef struct mp_token mp_token;

// What went wrong. Free it with mp_error_free.
typedef struct mp_error {
    // What kind of error: the number that the function returned.
    mp_status kind;
    // The HTTP status of the answer; 0 when there was none.
    int32_t status;
    // The service's error code, such as "PartnerIdInvalid" or "AADSTS7000215".
    const char *code;
    // What happened; the service's message, word for word, where it sent one. Never NULL.
    const char *message;
    // What to do next, where that is known.
    const char *hint;
    // What caused it, in one line, where that is known.
    const char *cause;
    // The service's ID of the request (x-ms-request-id; from Entra ID its trace ID).
    const char *request_id;
    // The correlation ID (x-ms-correlation-request-id; from Entra ID its correlation ID).
    const char *correlation_id;
    // The ID that this client gave the request (x-ms-client-request-id), the same on every repetition.
    const char *client_request_id;
    // How long the service asked to wait before the next request, in milliseconds; -1 when it did not.
    int64_t retry_after_ms;
} mp_error;

// What configures a client. All zero, or NULL in its place, are the defaults.
typedef struct mp_client_options {
    // The tenant to work in, by ID (a GUID) or domain. NULL: the sign-in's own, and then that one for good.
    const char *tenant;
    // The cloud: "public", "usgovernment" or "china", or the Azure CLI's name for it. NULL: MANAGEMENTPARTNER_CLOUD,
    // or else the sign-in's own.
    const char *cloud;
    // Azure Resource Manager's URL. NULL: MANAGEMENTPARTNER_ENDPOINT, or else the cloud's.
    const char *endpoint;
    // Entra ID's URL. NULL: AZURE_AUTHORITY_HOST, or else the cloud's.
    const char *authority;
    // The audience of the tokens. NULL: MANAGEMENTPARTNER_AUDIENCE, or else `endpoint` itself where one is given, so
    // that a token for Azure Resource Manager never goes to another host, or else the cloud's.
    const char *audience;
    // A PEM file of root certificates to trust besides the system's. NULL: MANAGEMENTPARTNER_CA_FILE, or else none.
    const char *ca_file;
    // The proxy's URL, or "none". NULL: what the system says (HTTPS_PROXY, NO_PROXY and the like).
    const char *proxy;
    // A name to put before the library's own in the User-Agent header: up to 24 letters, digits or - . _ and the like.
    const char *user_agent;
    // The environment to read the variables named here from, and those of mp_credential: strings "NAME=value", the
    // last of them NULL. NULL: the process's own environment; an empty list: none.
    const char *const *environment;
    // How long a call may take, sign-in and retries included, in milliseconds. 0: two minutes.
    uint32_t timeout_ms;
    // How often a request is repeated at most. 0: three times; -1: never.
    int32_t max_retries;
    // The wait before the first repetition, in milliseconds; it doubles with each. 0: 800.
    uint32_t retry_delay_ms;
} mp_client_options;

// Gives the token for a tenant and a scope: see mp_credential.
//
// `tenant` is the tenant's ID (a GUID) that the token must be for, or NULL for the host's own choice; `scope` is such
// as "{audience}/.default". Both are good until the callback returns. It answers by mp_token_set
// and MP_STATUS_OK, or by mp_token_fail and the status that the call shall end with. A number that is no error, or
// that speaks of the link or of a write, is taken for MP_STATUS_AUTHENTICATION. It must not make calls itself: they
// are refused with MP_STATUS_INVALID_ARGUMENT.
typedef int32_t (*mp_token_callback)(void *context,
                                     const char *tenant,
                                     const char *scope,
                                     struct mp_token *token);

// Releases the context of a token callback: see mp_credential.
typedef void (*mp_release_callback)(void *context);

// Who signs in. All zero, or NULL in its place, is MP_CREDENTIAL_KIND_DEFAULT. What belongs to another kind is not
// looked at.
typedef struct mp_credential {
    // One of mp_credential_kind.
    int32_t kind;
    // The service principal's home tenant, by ID or domain.
    const char *tenant;
    // The application's (client) ID.
    const char *client_id;
    // The secret's value.
    const char *client_secret;
    // A PEM file with the certificate and its unencrypted RSA private key.
    const char *certificate_file;
    // What to call the host's sign-in in messages, such as "the Az PowerShell session". NULL: "the host's sign-in".
    const char *name;
    // Gives tokens. It runs on a thread of the library and may take its time; several may run at once. Tokens are
    // kept until five minutes before they expire. When the call that wanted the token ends early (cancelled, out of
    // time), the callback goes on and its answer is dropped.
    mp_token_callback token;
    // Handed to `token` as it is. It has to serve any thread until it is released.
    void *context;
    // Told when `context` is not used any more: once, by whichever thread, after the last client with this sign-in
    // is freed and the last `token` has returned; also when mp_client_new fails. NULL: nobody needs to be told. Like
    // `token` and `context`, it belongs to MP_CREDENTIAL_KIND_CALLBACK alone.
    mp_release_callback release;
} mp_credential;

// Is told what a call does: see mp_call_options. `target` says which part speaks; the strings are good until the
// callback returns.
typedef void (*mp_log_callback)(void *context, mp_log_level level, const char *target, const char *message);

// What a single call takes. All zero, or NULL in its place, are the defaults.
typedef struct mp_call_options {
    // Ends the call from another thread. NULL: nothing does.
    const struct mp_cancel *cancel;
    // How long the call may take, sign-in and retries included, in milliseconds. 0: as long as the client says.
    uint32_t timeout_ms;
    // Up to which mp_log_level `log` is told what happens. 0: nothing.
    int32_t log_level;
    // What is told. It runs on the thread that makes the call, and must not call the library itself. NULL: nothing.
    mp_log_callback log;
    // Handed to `log` as it is.
    void *log_context;
} mp_call_options;

// A link between an account and a partner ID, as the service answered it; NULL is what it left out. Free it with
// mp_partner_free.
//
// Times are text as in RFC 3339, in UTC, with up to nine digits of a second, such as "2018-02-11T22:18:10.5395747Z".
typedef struct mp_partner {
    // The partner ID that the account is linked with. Never NULL.
    const char *partner_id;
    // The partner's name.
    const char *partner_name;
    // The tenant in which the account is linked.
    const char *tenant_id;
    // The account's object ID in the tenant.
    const char *object_id;
    // "Active", "Deleted", or a state that this version does not know.
    const char *state;
    // When the account was first linked; it survives removing and linking again.
    const char *created_time;
    // When the link was last written.
    const char *updated_time;
    // The resource ID, "/providers/microsoft.managementpartner/partners/{partner_id}".
    const char *id;
    // The partner ID once more.
    const char *name;
    // The resource type, "Microsoft.ManagementPartner/partners".
    const char *type;
    // Counts the writes of this account, removals included. 0 without `has_version`.
    int64_t version;
    // Equal to `version` in every recording. 0 without `has_etag`.
    int64_t etag;
    // Whether the service gave a version.
    bool has_version;
    // Whether the service gave an etag.
    bool has_etag;
} mp_partner;

// What mp_partner_link did. Free it with mp_linked_free, which frees `partner` too.
typedef struct mp_linked {
    // The link that is in force now, as the service answered it.
    struct mp_partner partner;
    // The partner ID that was replaced; NULL when none was.
    const char *previous;
    // What was done for it.
    mp_change change;
} mp_linked;

// What mp_partner_unlink did. Free it with mp_unlinked_free, which frees `partner` too.
typedef struct mp_unlinked {
    // The link that was removed; empty when there was none.
    struct mp_partner partner;
    // Whether there was a link to remove.
    bool removed;
} mp_unlinked;

// An operation that the provider Microsoft.ManagementPartner offers; NULL is what the service left out.
typedef struct mp_operation {
    // Its name, such as "Microsoft.ManagementPartner/partners/read". Never NULL.
    const char *name;
    // The provider's name, for people.
    const char *provider;
    // The resource it acts on, for people.
    const char *resource;
    // What it does, in words.
    const char *operation;
    // What it does, in a sentence.
    const char *description;
    // Who can start it, such as "user,system".
    const char *origin;
} mp_operation;

// A list of operations.
typedef struct mp_operations {
    // The first of them; NULL when there is none.
    const struct mp_operation *items;
    // How many there are.
    size_t count;
} mp_operations;

// The signed-in account, as its token describes it; NULL is what the token leaves out. Free it with mp_account_free.
typedef struct mp_account {
    // Azure Resource Manager's URL. Never NULL.
    const char *endpoint;
    // The tenant's ID. Never NULL.
    const char *tenant_id;
    // The account's object ID in the tenant.
    const char *object_id;
    // Its sign-in name, or the application's name or ID.
    const char *name;
    // "user" or "app".
    const char *kind;
    // How it signed in, in words. Never NULL.
    const char *source;
} mp_account;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The binary interface of the library that is loaded: compare it with MP_ABI_VERSION before anything else.
uint32_t mp_abi_version(void);

// The library's version, such as "0.1.0". Static: it is not freed.
const char *mp_version(void);

// The name of a status, such as "not_linked"; the names are the same in every language. "ok" for MP_STATUS_OK,
// "panic" for MP_STATUS_PANIC, "unknown" for a number that is no status. Static: it is not freed.
const char *mp_status_name(int32_t status);

// Frees the strings of an error and empties it. NULL does nothing.
void mp_error_free(struct mp_error *error);

// Answers with the access token `value`, which is copied, and the time when it expires, in seconds since 1970 (UTC).
// For token callbacks. MP_STATUS_INVALID_ARGUMENT when a pointer is NULL or `value` is not UTF-8.
mp_status mp_token_set(struct mp_token *token,
                       const char *value,
                       int64_t expires_on);

// Answers that there is no token, for people: why, and what to do (`hint` may be NULL). Both are copied. For token
// callbacks, which then return a status other than MP_STATUS_OK. MP_STATUS_INVALID_ARGUMENT when `token` or
// `message` is NULL; bytes that are not UTF-8 are replaced.
mp_status mp_token_fail(struct mp_token *token,
                        const char *message,
                        const char *hint);

// Makes a client and writes it to `*out`. Nothing is sent. `options` and `credential` may be NULL, and are not needed
// afterwards. Free the client with mp_client_free.
mp_status mp_client_new(const struct mp_client_options *options,
                        const struct mp_credential *credential,
                        struct mp_client **out,
                        struct mp_error *error);

// Makes a client with the same sign-in and connections for another tenant, by ID (a GUID) or domain, and writes it to
// `*out`. Nothing is sent. The two clients are freed each by itself, in any order.
mp_status mp_client_for_tenant(const struct mp_client *client,
                               const char *tenant,
                               struct mp_client **out,
                               struct mp_error *error);

// Frees a client, which no thread may be using. NULL does nothing.
void mp_client_free(struct mp_client *client);

// Makes a cancellation. Free it with mp_cancel_free. NULL only when the library failed.
struct mp_cancel *mp_cancel_new(void);

// Ends every call that was given `cancel`, now and from now on, with MP_STATUS_CANCELLED, or with
// MP_STATUS_OUTCOME_UNKNOWN when a write had gone out. Any thread may call it; a signal handler may not. NULL does
// nothing. A call that it ends may free `cancel` at once.
void mp_cancel_trigger(const struct mp_cancel *cancel);

// Frees a cancellation, and cancels nothing. Calls that were given it may still run; nobody may trigger it from then
// on. NULL does nothing.
void mp_cancel_free(struct mp_cancel *cancel);

// Links the account to `partner_id` (PUT) and writes the link to `*out`. What the service does with an account that
// is linked already is its own business; mp_partner_link is the safe way. `call` may be NULL.
mp_status mp_partner_create(const struct mp_client *client,
                            const char *partner_id,
                            const struct mp_call_options *call,
                            struct mp_partner *out,
                            struct mp_error *error);

// Reads the account's link, if it is with `partner_id`, and writes it to `*out`. MP_STATUS_NOT_LINKED when there is
// none. `call` may be NULL.
mp_status mp_partner_get(const struct mp_client *client,
                         const char *partner_id,
                         const struct mp_call_options *call,
                         struct mp_partner *out,
                         struct mp_error *error);

// Reads the account's link, whichever it is, and writes it to `*out`. MP_STATUS_NOT_LINKED when there is none. `call`
// may be NULL.
mp_status mp_partner_current(const struct mp_client *client,
                             const struct mp_call_options *call,
                             struct mp_partner *out,
                             struct mp_error *error);

// Changes the account's link to `partner_id` (PATCH) and writes the link to `*out`. MP_STATUS_NOT_LINKED when there
// is none. `call` may be NULL.
mp_status mp_partner_update(const struct mp_client *client,
                            const char *partner_id,
                            const struct mp_call_options *call,
                            struct mp_partner *out,
                            struct mp_error *error);

// Removes the account's link to `partner_id` (DELETE). Where there is no link the service answers success;
// mp_partner_unlink says whether there was one. `call` may be NULL.
mp_status mp_partner_delete(const struct mp_client *client,
                            const char *partner_id,
                            const struct mp_call_options *call,
                            struct mp_error *error);

// Frees the strings of a partner and empties it; the link at the service is not touched. NULL does nothing.
void mp_partner_free(struct mp_partner *partner);

// Makes it so that the account is linked to `partner_id`, and writes to `*out` what that took: it reads the link, then
// creates it, changes it or does nothing. Another partner's ID is replaced only when it is `replace`; else the status
// is MP_STATUS_ALREADY_LINKED. `replace` and `call` may be NULL.
mp_status mp_partner_link(const struct mp_client *client,
                          const char *partner_id,
                          const char *replace,
                          const struct mp_call_options *call,
                          struct mp_linked *out,
                          struct mp_error *error);

// Removes the account's link, whichever it is, reads back that it is gone, and writes to `*out` which it was. `call`
// may be NULL.
mp_status mp_partner_unlink(const struct mp_client *client,
                            const struct mp_call_options *call,
                            struct mp_unlinked *out,
                            struct mp_error *error);

// Frees what mp_partner_link gave and empties it. NULL does nothing.
void mp_linked_free(struct mp_linked *linked);

// Frees what mp_partner_unlink gave and empties it. NULL does nothing.
void mp_unlinked_free(struct mp_unlinked *unlinked);

// Lists the operations that the provider offers, of all pages, and writes them to `*out`. `call` may be NULL.
mp_status mp_operation_list(const struct mp_client *client,
                            const struct mp_call_options *call,
                            struct mp_operations *out,
                            struct mp_error *error);

// Frees a list of operations with all that is in it, and empties it. NULL does nothing.
void mp_operations_free(struct mp_operations *operations);

// Signs in where that has not happened yet, and writes to `*out` who is signed in. Azure Resource Manager is not
// asked. `call` may be NULL.
mp_status mp_account_get(const struct mp_client *client,
                         const struct mp_call_options *call,
                         struct mp_account *out,
                         struct mp_error *error);

// Frees the strings of an account and empties it. NULL does nothing.
void mp_account_free(struct mp_account *account);

#if defined(MP_TEST_PANIC)
// Panics inside, for the test that it stays there.
mp_status mp_test_panic(struct mp_error *error);
#endif

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* MANAGEMENTPARTNER_H */
