# Separate from the template, so that a Packer without support for plugins can validate the template.
packer {
  required_version = ">= 1.9.0"

  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = "1.3.4"
    }
  }
}
