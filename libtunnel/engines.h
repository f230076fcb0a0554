/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One header for each engine; part of tunnel.h. */
#ifndef TUNNEL_ENGINES_H
#define TUNNEL_ENGINES_H

#include "engines/client_certificate.h"
#include "engines/deferred_update.h"
#include "engines/enrollment.h"
#include "engines/fips.h"
#include "engines/allowed_host.h"
#include "engines/always_on.h"
#include "engines/captive_portal.h"
#include "engines/certificate_expiry.h"
#include "engines/certificate_pin.h"
#include "engines/hosts.h"
#include "engines/management_tunnel.h"
#include "engines/mobile_server_certificate.h"
#include "engines/logon.h"
#include "engines/nvm_collect.h"
#include "engines/nvm_flow_filter.h"
#include "engines/nvm_trust.h"
#include "engines/on_demand.h"
#include "engines/posture_timing.h"
#include "engines/profile_merge.h"
#include "engines/script.h"
#include "engines/proxy.h"
#include "engines/roaming.h"
#include "engines/sdi.h"
#include "engines/split.h"
#include "engines/server_certificate.h"
#include "engines/reconnect.h"
#include "engines/tnd.h"
#include "engines/update.h"

#endif
