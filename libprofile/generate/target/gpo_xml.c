/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The XML of group policies: preferences (MS-GPPREF) and administrative templates. */
#include <stdarg.h>

#include "generate/target/escape.h"
#include "generate/target/gpo.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
/* When it was changed is of no use, and would not be the same each time. */
#define CHANGED "2000-01-01 00:00:00"

/* Like printf, where %s stands for a text that is escaped, and there is nothing else. */
static void put(acp_job *job, acp_buffer *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    for (const char *part; (part = strstr(format, "%s")); format = part + 2) {
        const char *text = va_arg(list, const char *);
        acp_buffer_add(out, format, (size_t)(part - format));
        if (!acp_escape_xml(out, acp_slice_of(text)))
            acp_output_refuse(job->out, "'%s' cannot be written in XML", text);
    }
    va_end(list);
    acp_buffer_puts(out, format);
}

static void uid_of(const char *what, const char *which, char out[ACP_UUID_TEXT])
{
    acp_buffer name = {0};
    acp_buffer_printf(&name, "%s %s", what, which);
    acp_uuid5(name.text ? name.text : "", name.length, out);
    acp_buffer_free(&name);
}

/* ---- preferences ------------------------------------------------------------------------- */

void acp_gpo_files_xml(acp_job *job, const acp_gpo_file *files, size_t count, acp_buffer *out)
{
    const char *share = acp_job_value(job, "share");
    put(job, out, HEAD "<Files clsid=\"{215B2E53-57CE-475c-80FE-9EEC14635851}\">\r\n");
    for (size_t i = 0; i < count; i++) {
        char uid[ACP_UUID_TEXT];
        uid_of("gpo file", files[i].target, uid);
        put(job, out,
            "  <File clsid=\"{50BE44C8-567A-4ed1-B1D0-9234FE1F38AF}\" name=\"%s\" status=\"%s\" "
            "image=\"1\" changed=\"" CHANGED "\" uid=\"{%s}\">\r\n"
            "    <Properties action=\"R\" fromPath=\"%s\\%s\" "
            "targetPath=\"%CommonAppdataDir%\\%s\" readOnly=\"0\" archive=\"1\" hidden=\"0\" "
            "suppress=\"0\"/>\r\n  </File>\r\n",
            files[i].name, files[i].name, uid, share, files[i].source, files[i].target);
    }
    put(job, out, "</Files>\r\n");
}

void acp_gpo_registry_xml(acp_job *job, acp_buffer *out)
{
    unsigned data;
    put(job, out, HEAD "<RegistrySettings clsid=\"{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}\">\r\n");
    for (const acp_gpo_value *value = acp_gpo_values; value->option; value++) {
        char uid[ACP_UUID_TEXT];
        if (!acp_gpo_wanted(job, value, &data))
            continue;
        bool gone = !data && value->delete_off;
        uid_of("gpo value", value->name, uid);
        put(job, out,
            "  <Registry clsid=\"{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}\" name=\"%s\" "
            "status=\"%s\" image=\"%s\" changed=\"" CHANGED "\" uid=\"{%s}\">\r\n"
            "    <Properties action=\"%s\" displayDecimal=\"1\" default=\"0\" "
            "hive=\"HKEY_LOCAL_MACHINE\" key=\"%s\" name=\"%s\" type=\"REG_DWORD\" "
            "value=\"%s\"/>\r\n"
            "  </Registry>\r\n",
            value->name, value->name, gone ? "13" : "12", uid, gone ? "D" : "U",
            acp_gpo_key(job, value), value->name,
            gone   ? ""
            : data ? "00000001"
                   : "00000000");
    }
    put(job, out, "</RegistrySettings>\r\n");
}

/* ---- administrative templates ------------------------------------------------------------ */

#define SCHEMA                                                                                     \
    "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "                                              \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" revision=\"1.0\" "                    \
    "schemaVersion=\"1.0\" "                                                                       \
    "xmlns=\"http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions\""

void acp_gpo_admx(acp_job *job, acp_buffer *out)
{
    put(job, out,
        HEAD "<policyDefinitions " SCHEMA ">\r\n"
             "  <policyNamespaces>\r\n"
             "    <target prefix=\"secureclient\" namespace=\"Acprof.Policies.SecureClient\"/>\r\n"
             "  </policyNamespaces>\r\n"
             "  <resources minRequiredRevision=\"1.0\"/>\r\n"
             "  <supportedOn>\r\n    <definitions>\r\n"
             "      <definition name=\"SUPPORTED_SecureClient\" "
             "displayName=\"$(string.SUPPORTED_SecureClient)\"/>\r\n"
             "    </definitions>\r\n  </supportedOn>\r\n"
             "  <categories>\r\n"
             "    <category name=\"SecureClient\" displayName=\"$(string.SecureClient)\"/>\r\n"
             "  </categories>\r\n"
             "  <policies>\r\n");
    for (const acp_gpo_value *value = acp_gpo_values; value->option; value++)
        put(job, out,
            value->delete_off
                ? "    <policy name=\"%s\" class=\"Machine\" displayName=\"$(string.%s)\" "
                  "explainText=\"$(string.%s_Help)\" key=\"%s\" valueName=\"%s\">\r\n"
                  "      <parentCategory ref=\"SecureClient\"/>\r\n"
                  "      <supportedOn ref=\"SUPPORTED_SecureClient\"/>\r\n"
                  "      <enabledValue><decimal value=\"1\"/></enabledValue>\r\n"
                  "      <disabledValue><delete/></disabledValue>\r\n"
                  "    </policy>\r\n"
                : "    <policy name=\"%s\" class=\"Machine\" displayName=\"$(string.%s)\" "
                  "explainText=\"$(string.%s_Help)\" key=\"%s\" valueName=\"%s\">\r\n"
                  "      <parentCategory ref=\"SecureClient\"/>\r\n"
                  "      <supportedOn ref=\"SUPPORTED_SecureClient\"/>\r\n"
                  "      <enabledValue><decimal value=\"1\"/></enabledValue>\r\n"
                  "      <disabledValue><decimal value=\"0\"/></disabledValue>\r\n"
                  "    </policy>\r\n",
            value->name, value->name, value->name, acp_gpo_key(job, value), value->name);
    put(job, out, "  </policies>\r\n</policyDefinitions>\r\n");
}

void acp_gpo_adml(acp_job *job, acp_buffer *out)
{
    put(job, out,
        HEAD "<policyDefinitionResources " SCHEMA ">\r\n"
             "  <displayName>Cisco Secure Client</displayName>\r\n"
             "  <description>Settings of Cisco Secure Client in the registry</description>\r\n"
             "  <resources>\r\n    <stringTable>\r\n"
             "      <string id=\"SUPPORTED_SecureClient\">Cisco Secure Client 5</string>\r\n"
             "      <string id=\"SecureClient\">Cisco Secure Client</string>\r\n");
    for (const acp_gpo_value *value = acp_gpo_values; value->option; value++)
        put(job, out,
            "      <string id=\"%s\">%s</string>\r\n      <string id=\"%s_Help\">%s</string>\r\n",
            value->name, value->title, value->name, value->help);
    put(job, out, "    </stringTable>\r\n  </resources>\r\n</policyDefinitionResources>\r\n");
}
