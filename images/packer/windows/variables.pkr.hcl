variable "image_version" {
  type        = string
  description = "The image's version in versions.json, with a v, e.g. v1.0.0; part of the image's name."
}

variable "hash" {
  type        = string
  description = "Fingerprint of the image's sources; part of the image's name."
}

variable "ami_prefix" {
  type    = string
  default = "semaphore-agent"
}

variable "os" {
  type        = string
  default     = "windows"
  description = "windows (Server 2019), windows-2022 or windows-2025; part of the image's name."
}

variable "arch" {
  type    = string
  default = "x86_64"
}

variable "region" {
  type = string
}

variable "instance_type" {
  type        = string
  description = "Instance type of the build; the builder sets it, from AMI_INSTANCE_TYPE if that is set."
}

variable "source_ami" {
  type        = string
  default     = ""
  description = "Base image; empty means Amazon's newest for the Windows release in os."
}

variable "agent_version" {
  type        = string
  default     = ""
  description = "Empty means the version in versions.json."
}

variable "toolbox_version" {
  type        = string
  default     = ""
  description = "Empty means the version in versions.json."
}

variable "force_deregister" {
  type        = bool
  default     = false
  description = "Whether to replace an image of the same name and delete its snapshots."
}

variable "iam_instance_profile" {
  type        = string
  default     = ""
  description = "Instance profile of the build instance."
}

variable "source_cidrs" {
  type        = string
  default     = ""
  description = "Address ranges that may connect to the instance, separated by commas; empty means this machine's public address."
}
