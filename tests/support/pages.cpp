#include "tests/support/pages.hpp"
#include "server/html/messages.hpp"
#include "server/html/templates.hpp"
#include <algorithm>
#include <regex>
#include <set>

namespace support {

std::shared_ptr<server::Library> tables_with_pages()
{
    static const auto kMessages = std::make_shared<const html::Messages>(html::Messages::built_in());
    static const auto kTemplates = html::Templates::built_in(*kMessages, html::Checking::strict);
    auto library = tables_of_config();
    library->messages = kMessages;
    library->templates = kTemplates;
    return library;
}

std::string field(const server::Response& response, std::string_view name)
{
    for (const auto& [known, value] : response.fields)
        if (known == name) return value;
    return {};
}

std::string location(const server::Response& response) { return field(response, "Location"); }

namespace {

using Faults = std::vector<std::string>;

std::vector<std::string> found(std::string_view html, const std::string& pattern)
{
    const std::regex expression(pattern);
    std::vector<std::string> all;
    const std::string text(html);
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
        all.push_back((*at)[1]);
    return all;
}

void expect_one(std::string_view html, const std::string& tag, Faults& faults)
{
    const auto count = found(html, "(<" + tag + "[ >])").size();
    if (count != 1) faults.push_back(std::to_string(count) + " times <" + tag + ">");
    if (count == 1 && text_of(html, tag).empty()) faults.push_back("an empty <" + tag + ">");
}

// Every name that the attribute lists must be an id of the page.
void expect_ids(std::string_view html, const std::string& attribute, const std::set<std::string>& ids,
                Faults& faults)
{
    for (const auto& list : found(html, "[ ]" + attribute + "=\"([^\"]*)\""))
        for (const auto& id : found(list, "([^ ]+)"))
            if (!ids.contains(id)) faults.push_back(attribute + " names " + id + ", which is not there");
}

std::set<std::string> ids_of(std::string_view html, Faults& faults)
{
    std::set<std::string> ids;
    for (const auto& id : found(html, "[ ]id=\"([^\"]*)\""))
        if (!ids.insert(id).second) faults.push_back("the id " + id + " is there twice");
    return ids;
}

void expect_tokens(std::string_view html, Faults& faults)
{
    for (auto at = html.find("method=\"post\""); at != html.npos; at = html.find("method=\"post\"", at + 1)) {
        const auto form = html.substr(at, html.find("</form>", at) - at);
        if (form.find("name=\"csrf\"") == form.npos) faults.push_back("a form without its token");
    }
}

} // namespace

std::string text_of(std::string_view html, std::string_view tag)
{
    const auto begin = html.find("<" + std::string(tag));
    if (begin == html.npos) return "";
    const auto inside = html.find('>', begin) + 1;
    const std::string whole(html.substr(inside, html.find("</" + std::string(tag) + ">", inside) - inside));
    return std::regex_replace(whole, std::regex("<[^>]*>"), "");
}

std::vector<std::string> faults_of_page(std::string_view html)
{
    Faults faults;
    expect_one(html, "title", faults);
    expect_one(html, "h1", faults);
    expect_one(html, "main", faults);
    const auto ids = ids_of(html, faults);
    for (const auto* attribute : {"for", "aria-describedby", "aria-labelledby"})
        expect_ids(html, attribute, ids, faults);
    for (const auto& id : found(html, "[ ]href=\"#([^\"]+)\""))
        if (!ids.contains(id)) faults.push_back("a link to #" + id + ", which is not there");
    for (const auto* mark : {"{{", "}}"})
        if (html.find(mark) != html.npos) faults.push_back(std::string(mark) + " in the page");
    for (const auto& inside : found(html, "([ ](?:style|on[a-z]+)=\"|<style|<script(?![^>]* src=))"))
        faults.push_back("inline: " + inside);
    expect_tokens(html, faults);
    return faults;
}

std::string page_faults(const server::Response& response)
{
    std::string all;
    for (const auto& fault : faults_of_page(response.body)) all += fault + "; ";
    return all;
}

} // namespace support
