/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates of gateways, CAs and clients. Part of profile.h. */
#ifndef ACP_PROFILE_CERTIFICATES_H
#define ACP_PROFILE_CERTIFICATES_H

/* The certificates of a file, in its order. */
typedef struct acp_certificates acp_certificates;

#define ACP_CERTIFICATES_MAX_SIZE ((size_t)1 << 20) /* bytes of a file */
#define ACP_CERTIFICATES_MAX      1000              /* certificates in it */

/* Reads certificates in PEM (any number, with other text around them), DER or PKCS#7 from the file
 * at path ("-": standard input). A private key is never looked into, PKCS#12 not opened.
 * ACP_OK: *out holds all of them; none if the file holds a private key only. ACP_DAMAGED: *out
 * holds those that can be read, its problems tell what is wrong with the rest. ACP_IO (errno
 * tells), ACP_NO_MEMORY: *out is NULL. ACP_NOT_FOUND: libprofile-certificate, which is loaded here
 * when it is needed first, or the libcrypto it needs is not there; message says why, *out is NULL.
 */
ACP_API acp_status acp_certificates_read(const char *path, acp_certificates **out, char *message,
                                         size_t message_size);
/* The same for bytes in memory; name stands for the file name. The bytes are copied. */
ACP_API acp_status acp_certificates_read_memory(const char *name, const void *bytes, size_t size,
                                                acp_certificates **out, char *message,
                                                size_t message_size);
ACP_API void acp_certificates_free(acp_certificates *certificates);
ACP_API size_t acp_certificates_count(const acp_certificates *certificates);
/* What could not be read; *line is where it starts, 0: the file as a whole. NULL past the last. */
ACP_API const char *acp_certificates_problem(const acp_certificates *certificates, size_t index,
                                             uint32_t *line);

/* One of them, as profiles name certificates. Names live as long as the list. */
typedef struct {
    const char *subject, *issuer;       /* as RFC 4514 writes names */
    char not_before[32], not_after[32]; /* "2026-01-31T12:00:00Z" */
    char pin[129];      /* SHA-512 of the public key, hexadecimal, as a Pin has it */
    char sha256[65];    /* of the certificate, as the CertificateHash of a trusted server */
    bool pin_is_global; /* of a CA or for several hosts: its pin is one for all hosts */
} acp_certificate_names;
/* False: past the last. */
ACP_API bool acp_certificates_get(const acp_certificates *certificates, size_t index,
                                  acp_certificate_names *out);

typedef enum { ACP_PINS_TEXT, ACP_PINS_JSON, ACP_PINS_XML } acp_pins_format;
/* Writes the pins (SHA-512 of the public key) of all certificates of several files: for people, as
 * JSON, or as a CertificatePinList with each pin once. ACP_IO if the stream failed. */
ACP_API acp_status acp_pins_write(acp_pins_format format, const acp_certificates *const *files,
                                  size_t count, FILE *stream);

#endif
