/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CertificateMatch: does a certificate have what the profile asks for. */
#ifndef TUNNEL_CERTIFICATE_MATCH_H
#define TUNNEL_CERTIFICATE_MATCH_H

#include "libtunnel/dn.h"
#include "libtunnel/view.h"

/* Key usage, extended key usage, names: the first that fails, or TUNNEL_CLIENT_MATCHES. False: the
 * buffer, of which nothing is kept, is too small. */
bool tunnel_match_certificate(const tunnel_view *view, const tunnel_client_certificate *certificate,
                              const tunnel_dn *subject, const tunnel_dn *issuer,
                              tunnel_buffer *buffer, tunnel_client_why *why);

/* Notes the settings that were compared. */
void tunnel_note_match(const tunnel_view *view);

#endif
