#include "server/organizations/organization_json.hpp"
#include "models/identity.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/reader.hpp"
#include "server/organizations/service.hpp"

namespace server::organizations {

using nlohmann::json;
using namespace models;

namespace {

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

// Only what a link of our pages may lead to, written so that it is no more than a link.
bool is_web_address(std::string_view text)
{
    if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
    const auto rest = text.substr(text.find("//") + 2);
    for (const char c : rest)
        if (c <= ' ' || c >= 127 || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\\' || c == '`')
            return false;
    return rest.find('.') != std::string_view::npos && rest[0] != '.' &&
           rest.find('@') == std::string_view::npos;
}

bool is_uuid(std::string_view text)
{
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hexadecimal = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (dash ? text[i] != '-' : !hexadecimal) return false;
    }
    return true;
}

template <class Parse>
std::string checked(ObjectReader& part, const char* name, std::string typed, Parse parse)
{
    if (typed.empty()) return typed;
    const auto read = parse(typed);
    if (read) return *read;
    for (const auto& fault : read.error().faults) part.fault(fault.key, name, fault.values);
    return {};
}

std::string read_kind(ObjectReader& part)
{
    auto kind = part.required_text("kind", 30);
    if (!kind.empty() && !is_known(kKinds, kind)) part.fault("error.json.choice", "kind", {{"value", kind}});
    return kind;
}

void read_file_only(ObjectReader& part, store::OrganizationRow& row)
{
    row.uuid = part.text("uuid", 36);
    if (!row.uuid.empty() && !is_uuid(row.uuid)) part.fault("error.organization.uuid", "uuid");
    part.text("note", 1000);
    part.text("note_en", 2000);
}

} // namespace

Result<store::OrganizationRow> read_organization(const json& value, Origin origin)
{
    std::vector<Fault> faults;
    store::OrganizationRow row;
    {
        ObjectReader part(value, "", faults);
        row.unified_code =
            checked(part, "unified_code", part.required_text("unified_code", 40), parse_unified_code);
        row.name = part.required_text("name", 100);
        row.name_en = part.text("name_en", 200);
        row.kind = read_kind(part);
        row.area = part.area("area").value_or(Area{});
        if (!part.member("area")) part.fault("error.json.required", "area");
        row.phone = checked(part, "phone", part.text("phone", 40), parse_phone);
        row.website = part.text("website", 200);
        if (!row.website.empty() && !is_web_address(row.website))
            part.fault("error.organization.website", "website");
        row.public_fundraising = part.yes_no("public_fundraising").value_or(false);
        row.certificate_until = part.date("certificate_until");
        if (origin == Origin::file) read_file_only(part, row);
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return row;
}

json organization_json(const store::OrganizationRow& row)
{
    return {{"id", to_text(row.id)},
            {"uuid", row.uuid},
            {"unified_code", row.unified_code},
            {"name", row.name},
            {"name_en", text_or_null(row.name_en)},
            {"kind", row.kind},
            {"area", row.area ? json(to_text(row.area)) : json()},
            {"phone", text_or_null(row.phone)},
            {"website", text_or_null(row.website)},
            {"public_fundraising", row.public_fundraising},
            {"certificate_until", row.certificate_until ? json(to_text(*row.certificate_until)) : json()},
            {"active", row.active},
            {"version", row.version}};
}

} // namespace server::organizations
