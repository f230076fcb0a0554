# SPDX-License-Identifier: LGPL-2.1-or-later
# `make demo` and `make check` are all a new machine needs; `make help` lists the rest.
# V=1 shows commands. Everything made goes below build/.

VERSION  := 0.1.0
SOVER    := 0
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
LIBDIR   ?= $(PREFIX)/lib
INCDIR   ?= $(PREFIX)/include
MANDIR   ?= $(PREFIX)/share/man
DATADIR  ?= $(PREFIX)/share/acprof
LIBEXECDIR ?= $(PREFIX)/libexec/acprof
BUILD    ?= build
CC       ?= gcc
PYTHON   ?= /usr/bin/python3
SECONDS  ?= 60
PAIRS    ?= 5000
MAKEFLAGS += --no-builtin-rules
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)';)

# ---- packages ----------------------------------------------------------------------------
BUILD_DEPS := gcc libc6-dev make pkg-config xsltproc libxml2-dev libjson-c-dev libyaml-dev \
              libssl-dev libxslt1-dev libarchive-dev libreadline-dev libqrencode-dev
CHECK_DEPS := libcmocka-dev bats openssl libxml2-utils jq python3 python3-jsonschema python3-yaml \
              git pre-commit valgrind clang libclang-rt-14-dev clang-format cppcheck shellcheck \
              mandoc expect time zsh fish patch python3-jsonpatch \
              chromium \
              libarchive-tools unzip python3-samba ansible-core libplist-utils \
              iproute2 openconnect ocserv \
              dbus systemd network-manager network-manager-openconnect \
              zbar-tools \
              charon-systemd strongswan-swanctl libstrongswan-standard-plugins \
              libcharon-extra-plugins libcharon-extauth-plugins iputils-ping

# ---- flags -------------------------------------------------------------------------------
PKGS     := libxml-2.0 json-c yaml-0.1
WARN     := -Wall -Wextra -Werror -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
            -Wformat=2 -Wwrite-strings
HARDEN   := -fstack-protector-strong -fstack-clash-protection \
            $(if $(filter x86_64% i%86%,$(shell $(CC) -dumpmachine 2>/dev/null)),-fcf-protection)
FORTIFY  := $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
OPTIMIZE ?= -O2
CFLAGS   ?= -g
ACP_CFLAGS = -std=c11 $(OPTIMIZE) $(WARN) $(HARDEN) $(FORTIFY) $(SANITIZE) -fPIC \
             -fvisibility=hidden -ffunction-sections -MMD -MP $(CFLAGS)
ACP_CPPFLAGS = -D_GNU_SOURCE -I. -Ilibprofile -I$(BUILD)/gen \
             $(shell pkg-config --cflags $(PKGS) $(TARGET_PKGS)) $(CPPFLAGS)
# Tables are full of pointers: packed, their relocations are a fiftieth of the size.
ACP_LDFLAGS = $(SANITIZE) -Wl,-z,relro,-z,now,-z,noexecstack,-z,pack-relative-relocs \
             -Wl,--as-needed -Wl,--gc-sections $(LDFLAGS)
LIBS     = $(shell pkg-config --libs $(PKGS)) -pthread -lm -ldl
CRYPTO_LIBS = $(shell pkg-config --libs libcrypto)

# ---- what there is -----------------------------------------------------------------------
BUILDERS := libprofile/check/mkrules% libprofile/schema/mkxsd%
LIB_SRC  := $(filter-out $(BUILDERS) libprofile/certificate/% libprofile/generate/target/%, \
              $(wildcard libprofile/*/*.c libprofile/*/*/*.c))
# What needs libcrypto, loaded by libprofile on demand: all else starts without it.
CERT_SRC := $(wildcard libprofile/certificate/*.c) libprofile/document/arena.c
# What makes deployment files, linked into acprof-generate for the libraries it needs.
TARGET_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard libprofile/generate/target/*.c))
TARGET_PKGS := libxslt libexslt libarchive libcrypto libqrencode
MKRULES  := $(wildcard libprofile/check/mkrules*.c)
SCHEMA_OBJ := $(BUILD)/obj/libprofile/schema/lookup.o $(BUILD)/obj/libprofile/schema/xsd_text.o \
            $(BUILD)/obj/libprofile/document/slice.o \
            $(BUILD)/obj/gen/schema_tables.o $(BUILD)/obj/gen/kinds.o
# What both libraries know of policy images.
IMAGE_OBJ := $(BUILD)/obj/libtunnel/address.o $(BUILD)/obj/libtunnel/dn_type.o \
            $(BUILD)/obj/libtunnel/hash.o $(BUILD)/obj/libtunnel/oid.o \
            $(BUILD)/obj/libtunnel/protocol.o $(BUILD)/obj/libtunnel/records.o \
            $(BUILD)/obj/libtunnel/settings.o $(BUILD)/obj/gen/tunnel_settings.o
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/libprofile/schema/xsd_text.o \
            $(BUILD)/obj/gen/schema_tables.o $(BUILD)/obj/gen/kinds.o \
            $(BUILD)/obj/gen/compiled_settings.o $(IMAGE_OBJ)
ENGINES  := $(sort $(wildcard libtunnel/engines/*.c))
TUNNEL_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(ENGINES) \
            $(filter-out libtunnel/mksettings.c,$(wildcard libtunnel/*.c))) \
            $(BUILD)/obj/gen/tunnel_settings.o $(BUILD)/obj/gen/tunnel_engines.o
TUNNEL_H := libtunnel/tunnel.h libtunnel/engines.h
PROFILE_H := $(wildcard libprofile/profile/*.h)
TABLE    := $(BUILD)/obj/gen/rule_tables.o
CMD_SRC  := $(wildcard cmd/acprof/*.c)
CMD_OBJ  := $(CMD_SRC:%.c=$(BUILD)/obj/%.o)
# Commands that are programs of their own, for what they need to be linked with.
PROGRAMS := $(patsubst cmd/%/main.c,$(BUILD)/%,$(wildcard cmd/acprof-*/main.c))
IMAGE_CMD := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard cmd/image/*.c))
EDITOR   := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard cmd/edit/*.c))
SCHEMAS  := $(wildcard schemas/*.xsd)
JSON_SCHEMAS := $(wildcard schemas/*.schema.json)
RULES    := $(sort $(wildcard schemas/rules/*.yaml))
STYLESHEETS := $(sort $(wildcard templates/deploy/*.xsl))
STARTERS := $(addsuffix .xml,$(sort $(basename $(wildcard templates/starters/*.xml))))
TEST_LIB := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/lib/*.c))
TESTS    := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
PRELOADS := $(patsubst tests/preload/%.c,$(BUILD)/tests/%.so,$(wildcard tests/preload/*.c))
FUZZERS  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SHLIB    := $(BUILD)/libprofile.so.$(SOVER)
CERTLIB  := $(BUILD)/libprofile-certificate.so.$(SOVER)
TUNNEL   := $(BUILD)/libtunnel.so.$(SOVER)
MADE     := $(BUILD)/acprof $(BUILD)/libprofile.so $(CERTLIB) $(BUILD)/libprofile.pc $(BUILD)/acprof.1 \
            $(BUILD)/libtunnel.so $(BUILD)/libtunnel.pc $(PROGRAMS)

all: $(MADE)

# Stamps: what is made with other flags, names or rule files than last time is made anew.
HAS_NAMES := $(BUILD)/obj/cmd/acprof/dispatch.o $(BUILD)/obj/libprofile/report/words.o \
             $(BUILD)/obj/libprofile/check/certificate_load.o
$(HAS_NAMES): NAMES = -DACP_LIBEXECDIR='"$(LIBEXECDIR)"' -DACP_VERSION_STRING='"$(VERSION)"' \
             -DACP_SOVERSION='"$(SOVER)"'
$(HAS_NAMES) $(BUILD)/libprofile.pc $(BUILD)/libtunnel.pc $(BUILD)/acprof.1: $(BUILD)/stamp/names
$(BUILD)/gen/rule_tables.c: $(BUILD)/stamp/rules
$(BUILD)/gen/tunnel_engines.c: $(BUILD)/stamp/engines
stamp-flags = $(CC) $(ACP_CFLAGS) $(ACP_CPPFLAGS) $(ACP_LDFLAGS) $(LIBS) $(CRYPTO_LIBS)
stamp-names = $(VERSION) $(SOVER) $(PREFIX) $(LIBDIR) $(INCDIR) $(LIBEXECDIR)
stamp-rules = $(RULES)
stamp-engines = $(notdir $(ENGINES:.c=))
stamp-starters = $(STARTERS)
stamp-stylesheets = $(STYLESHEETS)
$(BUILD)/stamp/%: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(stamp-$*))' | cmp -s - $@ || \
	    printf '%s\n' '$(subst ','\'',$(stamp-$*))' >$@
FORCE:

help:
	@echo 'make all      build $(BUILD)/acprof, libprofile and libtunnel'
	@echo 'make demo     install what the build needs, build, show what it can do'
	@echo 'make check    install what the tests need, build, run every test'
	@echo 'make bench    speed, as ratios to others in the same run'
	@echo 'make fuzz     every fuzz target for SECONDS=$(SECONDS)'
	@echo 'make patches  JSON Patches of PAIRS=$(PAIRS) pairs of profiles, applied by another program'
	@echo 'make asan     unit, rule and command tests under the sanitizers'
	@echo 'make tsan     threads that check, make and decide at once, watched for races'
	@echo 'make lint     clang-format, cppcheck, shellcheck'
	@echo 'make golden   what targets make of starters, anew, to be looked at (TARGET=NAME)'
	@echo 'make docs     what is made from tables: rules.md, policy-settings.md'
	@echo 'make install uninstall dist clean   (PREFIX, DESTDIR)'

# ---- tables ------------------------------------------------------------------------------
MADE_XSDS := $(JSON_SCHEMAS:schemas/%.schema.json=$(BUILD)/gen/%.xsd)
$(BUILD)/gen/schema_tables.c: schemas/schema.xsl schemas/c.xsl schemas/kinds.xml $(SCHEMAS) $(MADE_XSDS)
	$(call say,XSLT,$@)mkdir -p $(@D) && xsltproc --nonet --stringparam made $(abspath $(BUILD))/gen/ \
	    -o $@ schemas/schema.xsl schemas/kinds.xml

$(BUILD)/gen/%.xsd: schemas/%.schema.json $(BUILD)/mkxsd
	$(call say,XSD,$@)mkdir -p $(@D) && { $(BUILD)/mkxsd $< >$@ || { rm -f $@; exit 1; }; }

$(BUILD)/mkxsd: $(BUILD)/obj/libprofile/schema/mkxsd.o
	$(call say,LINK,$@)$(CC) $(ACP_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/gen/kinds.c: schemas/kinds.xsl schemas/c.xsl schemas/kinds.xml
	$(call say,XSLT,$@)mkdir -p $(@D) && xsltproc --nonet -o $@ schemas/kinds.xsl schemas/kinds.xml

$(BUILD)/mkrules: $(MKRULES:%.c=$(BUILD)/obj/%.o) $(BUILD)/libprofile-notable.a
	$(call say,LINK,$@)$(CC) $(ACP_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/gen/rule_tables.c: $(BUILD)/mkrules $(RULES)
	$(call say,RULES,$@)$(BUILD)/mkrules $@ $(RULES)

$(BUILD)/mksettings: $(BUILD)/obj/libtunnel/mksettings.o $(SCHEMA_OBJ)
	$(call say,LINK,$@)$(CC) $(ACP_LDFLAGS) -o $@ $^

$(BUILD)/gen/tunnel_settings.h: $(BUILD)/mksettings
	$(call say,TABLE,$@)mkdir -p $(@D) && $(BUILD)/mksettings header >$@
$(BUILD)/gen/tunnel_settings.c: $(BUILD)/mksettings $(BUILD)/gen/tunnel_settings.h
	$(call say,TABLE,$@)$(BUILD)/mksettings table >$@
$(BUILD)/gen/compiled_settings.c: $(BUILD)/mksettings $(BUILD)/gen/tunnel_settings.h
	$(call say,TABLE,$@)$(BUILD)/mksettings map >$@
# They include it, and the first build knows no dependencies yet.
$(TUNNEL_OBJ) $(patsubst %,$(BUILD)/obj/tests/unit/test_%.o,vectors image image_damage) \
    $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard libprofile/compile/*.c cmd/acprof-inspect/*.c)): \
    | $(BUILD)/gen/tunnel_settings.h

$(BUILD)/gen/tunnel_engines.c:
	$(call say,TABLE,$@)mkdir -p $(@D) && { echo '#include "libtunnel/facts.h"'; \
	    printf 'extern const tunnel_engine tunnel_engine_%s;\n' $(notdir $(ENGINES:.c=)); \
	    echo 'const tunnel_engine *const tunnel_engines[] = {'; \
	    printf '    &tunnel_engine_%s,\n' $(notdir $(ENGINES:.c=)); echo '    0,'; echo '};'; } >$@

# Their names, for completion.
$(BUILD)/gen/engine_names.h: $(BUILD)/stamp/engines
	$(call say,LIST,$@)mkdir -p $(@D) && printf '"%s",\n' $(subst _,-,$(notdir $(ENGINES:.c=))) >$@

$(BUILD)/obj/cmd/acprof/words.o: $(BUILD)/gen/engine_names.h

# The starters are built in, each as it stands.
$(BUILD)/gen/starters.h: $(BUILD)/stamp/starters
	$(call say,LIST,$@)mkdir -p $(@D) && for name in $(STARTERS:templates/starters/%.xml=%); do \
	    echo "STARTER($$(echo $$name | tr - _), \"$$name\")"; done >$@

# So are the stylesheets of targets.
$(BUILD)/gen/stylesheets.h: $(BUILD)/stamp/stylesheets
	$(call say,LIST,$@)mkdir -p $(@D) && { echo '/* templates/deploy */'; \
	    for name in $(STYLESHEETS:templates/deploy/%.xsl=%); do \
	    echo "STYLESHEET($$(echo $$name | tr - _), \"$$name\")"; done; } >$@

$(BUILD)/obj/libprofile/generate/target/stylesheet_rows.o: $(BUILD)/gen/stylesheets.h $(STYLESHEETS)

$(BUILD)/obj/libprofile/generate/starter_rows.o: $(BUILD)/gen/starters.h $(STARTERS)

# ---- objects and programs ------------------------------------------------------------------
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/stamp/flags
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ACP_CPPFLAGS) $(NAMES) $(ACP_CFLAGS) -c -o $@ $<

$(BUILD)/obj/%.o: %.c $(BUILD)/stamp/flags
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ACP_CPPFLAGS) $(NAMES) $(ACP_CFLAGS) -c -o $@ $<

$(BUILD)/obj/libprofile/schema/xsd_text.o: libprofile/schema/xsd_text.S $(SCHEMAS) $(JSON_SCHEMAS)
	$(call say,AS,$<)mkdir -p $(@D) && $(CC) -c -o $@ $<

$(BUILD)/libprofile-notable.a: $(LIB_OBJ)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(SHLIB): $(LIB_OBJ) $(TABLE)
	$(call say,LINK,$@)$(CC) -shared -Wl,-soname,$(@F) -Wl,-rpath,'$$ORIGIN' $(ACP_LDFLAGS) -o $@ $^ $(LIBS)

$(CERTLIB): $(CERT_SRC:%.c=$(BUILD)/obj/%.o)
	$(call say,LINK,$@)$(CC) -shared -Wl,-soname,$(@F) $(ACP_LDFLAGS) -o $@ $^ $(CRYPTO_LIBS)

$(TUNNEL): $(TUNNEL_OBJ)
	$(call say,LINK,$@)$(CC) -shared -Wl,-soname,$(@F) $(ACP_LDFLAGS) -o $@ $^ $(CRYPTO_LIBS)

$(BUILD)/libtunnel.a: $(TUNNEL_OBJ)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(BUILD)/libprofile.so: $(SHLIB)
	@ln -sf $(<F) $@

$(BUILD)/libtunnel.so: $(TUNNEL)
	@ln -sf $(<F) $@

$(BUILD)/acprof: $(CMD_OBJ) $(BUILD)/libprofile.so
	$(call say,LINK,$@)$(CC) -pie $(ACP_LDFLAGS) -o $@ $(CMD_OBJ) -L$(BUILD) -lprofile \
	    -Wl,-rpath,'$$ORIGIN:$$ORIGIN/../lib' -Wl,-rpath-link,$(BUILD) -pthread

$(BUILD)/acprof-common.a: $(filter-out %/main.o,$(CMD_OBJ))
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(BUILD)/acprof-image.a: $(IMAGE_CMD)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(BUILD)/acprof-editor.a: $(EDITOR)
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^

$(BUILD)/acprof-edit: EDITOR_LIB = $(BUILD)/acprof-editor.a
$(BUILD)/acprof-edit: PROGRAM_LIBS = -lreadline
$(BUILD)/acprof-edit: $(BUILD)/acprof-editor.a
$(BUILD)/acprof-fetch: PROGRAM_LIBS = $(shell pkg-config --libs libssl)
# acprof-inspect shows the runtime from the inside.
$(BUILD)/acprof-inspect: RUNTIME = $(BUILD)/libtunnel.a
$(BUILD)/acprof-inspect: $(BUILD)/libtunnel.a
# The page's stylesheet and style are in the program.
$(BUILD)/acprof-report: PROGRAM_LIBS = $(shell pkg-config --libs libxslt libxml-2.0)
$(BUILD)/acprof-report: $(BUILD)/obj/cmd/acprof-report/templates.o
$(BUILD)/obj/cmd/acprof-report/templates.o: cmd/acprof-report/templates.S \
    $(wildcard templates/report/*)
	$(call say,AS,$<)mkdir -p $(@D) && $(CC) -c -o $@ $<

# acprof-generate looks into documents, and brings its own libraries.
$(BUILD)/acprof-generate: RUNTIME = $(TARGET_OBJ) $(TABLE) $(BUILD)/libprofile-notable.a \
    $(shell pkg-config --libs $(TARGET_PKGS)) $(LIBS)
$(BUILD)/acprof-generate: $(TARGET_OBJ) $(TABLE) $(BUILD)/libprofile-notable.a
$(foreach program,$(PROGRAMS),$(eval \
    $(program): $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard cmd/$(notdir $(program))/*.c))))
$(PROGRAMS): $(BUILD)/acprof-image.a $(BUILD)/acprof-common.a $(BUILD)/libprofile.so \
    $(BUILD)/libtunnel.so
	$(call say,LINK,$@)$(CC) -pie $(ACP_LDFLAGS) -o $@ $(filter %.o,$^) $(EDITOR_LIB) \
	    $(BUILD)/acprof-image.a $(BUILD)/acprof-common.a \
	    $(filter-out %.o,$(RUNTIME)) -L$(BUILD) -lprofile -ltunnel $(CRYPTO_LIBS) $(PROGRAM_LIBS) \
	    -Wl,-rpath,'$$ORIGIN:$$ORIGIN/../../lib' -Wl,-rpath-link,$(BUILD) -pthread

$(BUILD)/libprofile.pc: Makefile
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCDIR)' '' \
	    'Name: libprofile' 'Version: $(VERSION)' \
	    'Description: Profiles and policies of Cisco Secure Client' \
	    'Requires.private: $(PKGS)' 'Libs: -L$${libdir} -lprofile' \
	    'Cflags: -I$${includedir}/acprof' >$@

$(BUILD)/libtunnel.pc: Makefile
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCDIR)' '' \
	    'Name: libtunnel' 'Version: $(VERSION)' \
	    'Description: What Cisco Secure Client does under a compiled policy' \
	    'Requires.private: libcrypto' 'Libs: -L$${libdir} -ltunnel' \
	    'Cflags: -I$${includedir}/acprof' >$@

# One page for the program and one for each command, next to those in man/.
$(BUILD)/acprof.1: $(BUILD)/acprof $(wildcard man/*)
	$(call say,MAN,$@)mkdir -p $(BUILD)/man && cp man/* $(BUILD)/man/ && \
	    for name in $$($(BUILD)/acprof __complete '' | sed -n 's/^\([a-z][a-z-]*\)\t.*/\1/p'); do \
	    $(BUILD)/acprof help --man $$name >$(BUILD)/man/acprof-$$name.1; done && \
	    $(BUILD)/acprof help --man >$@

# ---- tests -------------------------------------------------------------------------------
$(BUILD)/tests/test_editor: EDITOR_LIB = $(BUILD)/acprof-editor.a $(BUILD)/acprof-common.a
$(BUILD)/tests/test_editor: $(BUILD)/acprof-editor.a $(BUILD)/acprof-common.a
# Tests of policy images look into the runtime, too.
RUNTIME_TESTS := $(addprefix $(BUILD)/tests/,test_vectors test_image test_image_damage test_session test_contract test_threads)
$(RUNTIME_TESTS): RUNTIME = $(BUILD)/libtunnel.a
$(RUNTIME_TESTS): RUNTIME_LIBS = $(CRYPTO_LIBS)
$(RUNTIME_TESTS): $(BUILD)/libtunnel.a

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(TEST_LIB) $(BUILD)/libprofile-notable.a $(TABLE)
	$(call say,LINK,$@)mkdir -p $(@D) && $(CC) $(ACP_LDFLAGS) -Wl,-rpath,'$$ORIGIN/..' -o $@ $< \
	    $(EDITOR_LIB) $(TEST_LIB) $(TABLE) $(BUILD)/libprofile-notable.a $(RUNTIME) -lcmocka $(LIBS) $(RUNTIME_LIBS)

# These look into what makes deployment files.
$(BUILD)/tests/test_escape: RUNTIME = $(TARGET_OBJ) $(BUILD)/libprofile-notable.a
$(BUILD)/tests/test_escape: RUNTIME_LIBS = $(shell pkg-config --libs $(TARGET_PKGS))
$(BUILD)/tests/test_escape: $(TARGET_OBJ)

# Without sanitizers: it is loaded into programs that have them and into those that have not.
$(BUILD)/tests/%.so: tests/preload/%.c
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O1 -fPIC -shared -o $@ $< -ldl

tests: $(TESTS) $(PRELOADS) all

check: deps
	$(Q)$(MAKE) --no-print-directory tests
	$(Q)BUILD=$(BUILD) PYTHON=$(PYTHON) tests/run

# The sanitizer calls dlopen in our place; for it only the old kind of run path, the program's, counts.
# What it finds ends a program with a code that no command has: 1, its own, is what tests may expect.
asan:
	$(Q)$(MAKE) --no-print-directory BUILD=build/asan OPTIMIZE=-O1 LDFLAGS=-Wl,--disable-new-dtags \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all' tests
	$(Q)ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	    BUILD=build/asan PYTHON=$(PYTHON) tests/run

# Races: what each thread touches is watched, so that one run shows them.
tsan:
	$(Q)$(MAKE) --no-print-directory BUILD=build/tsan OPTIMIZE=-O1 SANITIZE=-fsanitize=thread \
	    build/tsan/tests/test_threads build/tsan/acprof build/tsan/acprof-generate
	$(Q)TSAN_OPTIONS=halt_on_error=1 build/tsan/tests/test_threads
	$(Q)TSAN_OPTIONS=halt_on_error=1 ACPROF=build/tsan/acprof PYTHON=$(PYTHON) tests/at_once

$(BUILD)/bench/runtime: $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/bench/*.c)) $(BUILD)/libtunnel.so
	$(call say,LINK,$@)mkdir -p $(@D) && $(CC) -pie $(ACP_LDFLAGS) -o $@ $(filter %.o,$^) -L$(BUILD) -ltunnel \
	    $(LIBS) $(CRYPTO_LIBS) -Wl,-rpath,'$$ORIGIN/..'

bench: all $(BUILD)/bench/runtime
	$(Q)BUILD=$(BUILD) tests/bench/run

golden: all
	$(Q)BUILD=$(BUILD) $(PYTHON) tests/deploy/golden.py write $(TARGET)

fuzz:
	$(Q)FUZZ_SECONDS=$(SECONDS) tests/fuzz/run $(FUZZERS)

# More pairs of documents than make check takes.
patches: all
	$(Q)pairs=$$(mktemp -d) && trap 'rm -rf "$$pairs"' EXIT && $(PYTHON) tests/pairs.py patch \
	    $(BUILD)/acprof $(PAIRS) "$$pairs" testdata/valid/*.xml testdata/valid/*/*.xml

lint:
	$(Q)tests/lint

demo: deps-build
	$(Q)$(MAKE) --no-print-directory all
	$(Q)BUILD=$(BUILD) tests/demo

docs: $(BUILD)/acprof
	$(call say,DOCS,docs/rules.md)$(BUILD)/acprof rules --all --format markdown >docs/rules.md
	$(call say,DOCS,docs/policy-settings.md)$(BUILD)/mksettings document >docs/policy-settings.md

# ---- packages, installation ------------------------------------------------------------------
deps-build: WANTED = $(BUILD_DEPS)
deps: WANTED = $(BUILD_DEPS) $(CHECK_DEPS)
deps deps-build:
	@missing=$$(for p in $(WANTED); do \
	    dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -q '^installed' || echo $$p; \
	done); \
	test -z "$$missing" && exit 0; \
	echo "Installing:" $$missing; \
	sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	$$sudo apt-get update -qq && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing

D = $(DESTDIR)
install: all
	$(Q)install -d $(D)$(BINDIR) $(D)$(LIBDIR)/pkgconfig $(D)$(INCDIR)/acprof/engines \
	    $(D)$(INCDIR)/acprof/profile $(D)$(MANDIR)/man1 $(D)$(MANDIR)/man5 $(D)$(MANDIR)/man7 $(D)$(LIBEXECDIR) \
	    $(D)$(DATADIR)/schemas $(D)$(PREFIX)/share/bash-completion/completions \
	    $(D)$(PREFIX)/share/zsh/site-functions $(D)$(PREFIX)/share/fish/vendor_completions.d
	$(Q)install -m755 $(BUILD)/acprof $(D)$(BINDIR)/
	$(Q)install -m755 $(PROGRAMS) $(D)$(LIBEXECDIR)/
	$(Q)install -m755 $(SHLIB) $(CERTLIB) $(D)$(LIBDIR)/ && ln -sf $(notdir $(SHLIB)) $(D)$(LIBDIR)/libprofile.so
	$(Q)install -m755 $(TUNNEL) $(D)$(LIBDIR)/ && ln -sf $(notdir $(TUNNEL)) $(D)$(LIBDIR)/libtunnel.so
	$(Q)install -m644 $(BUILD)/libprofile.pc $(BUILD)/libtunnel.pc $(D)$(LIBDIR)/pkgconfig/
	$(Q)install -m644 libprofile/profile.h $(TUNNEL_H) $(D)$(INCDIR)/acprof/
	$(Q)install -m644 $(PROFILE_H) $(D)$(INCDIR)/acprof/profile/
	$(Q)install -m644 $(ENGINES:.c=.h) $(D)$(INCDIR)/acprof/engines/
	$(Q)install -m644 $(BUILD)/acprof.1 $(BUILD)/man/*.1 $(D)$(MANDIR)/man1/
	$(Q)install -m644 $(BUILD)/man/*.5 $(D)$(MANDIR)/man5/
	$(Q)install -m644 $(BUILD)/man/*.7 $(D)$(MANDIR)/man7/
	$(Q)install -m644 $(SCHEMAS) $(JSON_SCHEMAS) $(D)$(DATADIR)/schemas/
	$(Q)$(BUILD)/acprof completion bash >$(D)$(PREFIX)/share/bash-completion/completions/acprof
	$(Q)$(BUILD)/acprof completion zsh >$(D)$(PREFIX)/share/zsh/site-functions/_acprof
	$(Q)$(BUILD)/acprof completion fish >$(D)$(PREFIX)/share/fish/vendor_completions.d/acprof.fish

uninstall:
	$(Q)rm -f $(D)$(BINDIR)/acprof $(D)$(LIBDIR)/libprofile.so $(D)$(LIBDIR)/$(notdir $(SHLIB)) \
	    $(D)$(LIBDIR)/$(notdir $(CERTLIB)) \
	    $(D)$(LIBDIR)/libtunnel.so $(D)$(LIBDIR)/$(notdir $(TUNNEL)) \
	    $(D)$(LIBDIR)/pkgconfig/libprofile.pc $(D)$(LIBDIR)/pkgconfig/libtunnel.pc \
	    $(D)$(INCDIR)/acprof/profile.h $(addprefix $(D)$(INCDIR)/acprof/,$(notdir $(TUNNEL_H))) \
	    $(addprefix $(D)$(INCDIR)/acprof/profile/,$(notdir $(PROFILE_H))) \
	    $(addprefix $(D)$(INCDIR)/acprof/engines/,$(notdir $(ENGINES:.c=.h))) \
	    $(D)$(MANDIR)/man1/acprof.1 $(D)$(MANDIR)/man1/acprof-*.1 \
	    $(D)$(MANDIR)/man5/acprof.yaml.5 $(D)$(MANDIR)/man7/acprof-path.7 \
	    $(D)$(MANDIR)/man7/acprof-edit-commands.7 \
	    $(D)$(PREFIX)/share/bash-completion/completions/acprof \
	    $(D)$(PREFIX)/share/zsh/site-functions/_acprof \
	    $(D)$(PREFIX)/share/fish/vendor_completions.d/acprof.fish
	$(Q)rm -f $(addprefix $(D)$(LIBEXECDIR)/,$(notdir $(PROGRAMS)))
	$(Q)rm -rf $(D)$(DATADIR)
	$(Q)rmdir $(D)$(INCDIR)/acprof/engines $(D)$(INCDIR)/acprof/profile $(D)$(INCDIR)/acprof $(D)$(LIBEXECDIR) 2>/dev/null || true

dist:
	$(Q)mkdir -p $(BUILD) && git archive --prefix=acprof-$(VERSION)/ -o $(BUILD)/acprof-$(VERSION).tar.gz HEAD
	@echo $(BUILD)/acprof-$(VERSION).tar.gz

clean:
	$(Q)rm -rf $(BUILD)

.PHONY: FORCE all help tests check asan tsan bench golden fuzz patches lint demo docs deps deps-build install uninstall dist clean
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
