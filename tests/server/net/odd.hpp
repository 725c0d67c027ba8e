#pragma once
#include <string>
#include <vector>

// Requests as nobody should send them, and the odd ones that are allowed. Behind each follows GET /canary on
// the same connection: it is performed exactly once where the connection goes on, and never where it ends.
namespace odd {

enum class End { closes, goes_on };

struct Odd {
    std::string name, bytes;
    int status{};
    End end = End::closes;
};
using Table = std::vector<Odd>;

inline const std::string kCanary = "GET /canary HTTP/1.1\r\nHost: a\r\n\r\n";

// A whole GET /hello with these lines after its Host.
inline std::string get_with(const std::string& fields)
{
    return "GET /hello HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}
// A POST /api/echo with these lines and this body.
inline std::string post_with(const std::string& fields, const std::string& body)
{
    return "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + fields + "\r\n" +
           body;
}
inline std::string chunked(const std::string& body)
{
    return post_with("Transfer-Encoding: chunked\r\n", body);
}

Table request_lines();
Table targets();
Table hosts();
Table field_lines();
Table connections();
Table lengths();
Table codings();
Table chunks();

} // namespace odd
